// Measures the edit loop of `kaon dev`; see README.md.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
process.argv[2] ?? (console.error('measure.mjs: name the installed program kaon'), process.exit(2));
const kaon = process.argv[2];
const edits = Number(process.argv[3] ?? 10);
const { withBrowser } = await import(join(here, '../../tests/browser/browser.mjs'));

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

const parent = await mkdtemp(join(tmpdir(), 'kaon-loop-'));
execFileSync(kaon, ['new', 'loop', '--template', 'fullstack'], { cwd: parent, stdio: 'ignore' });
const folder = join(parent, 'loop');
const start = performance.now();
const dev = spawn(kaon, ['dev', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
let log = '';
for (const stream of [dev.stdout, dev.stderr]) stream.on('data', (piece) => (log += piece));
const address = async () => {
  for (;;) {
    const found = log.match(/http:\/\/[^\s]+/);
    if (found) return found[0];
    await pause(5);
  }
};

// Every kind of edit: what is written, and when the page shows it.
const replace = (file, from, to) => async (i) => {
  const path = join(folder, file);
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to(i)));
};
const kinds = [
  { name: 'style sheet', limit: 300, edit: async (i) => {
      const path = join(folder, 'assets/style.css');
      await writeFile(path, `${await readFile(path, 'utf8')}\nh1 { outline-offset: ${i}px; }\n`);
    }, shows: (i) => getComputedStyle(document.querySelector('h1')).outlineOffset === `${i}px` },
  { name: 'handler', limit: 3000, edit: replace('server/routes.cpp', /h1\("[^"]*"\)/, (i) => `h1("edit ${i}")`),
    shows: (i) => document.querySelector('h1')?.textContent === `edit ${i}` },
  { name: 'component', limit: 4000,
    edit: replace('app/board.cpp', /label\(for_\("text"\), "[^"]*"\)/, (i) => `label(for_("text"), "edit ${i}")`),
    shows: (i) => document.querySelector('label')?.textContent === `edit ${i}` },
  { name: 'migration', limit: 4000, edit: async (i) => {
      const path = join(folder, `migrations/${String(i + 1).padStart(4, '0')}_edit.sql`);
      await writeFile(path, `ALTER TABLE notes ADD COLUMN edit_${i} TEXT;\n`);
    }, shows: () => !window.isOldPage && document.querySelector('h1') },
];

try {
  const home = await address();
  await withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.goto(home);
    await page.waitForFunction(() => document.querySelector('label'), null, { timeout: 600000, polling: 20 });
    console.log(`from kaon dev to the first page: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    console.log(`load average before: ${loadavg().map((x) => x.toFixed(2)).join(' ')}`);
    console.log('\n| one-line edit of | limit | median | fastest | slowest |\n| --- | --- | --- | --- | --- |');
    for (const { name, limit, edit, shows } of kinds) {
      const times = [];
      for (let i = 1; i <= edits; ++i) {
        await pause(500);
        await page.evaluate(() => (window.isOldPage = true));
        const before = performance.now();
        await edit(i);
        await page.waitForFunction(shows, i, { timeout: 120000, polling: 5 });
        times.push(performance.now() - before);
      }
      const seconds = (time) => `${(time / 1000).toFixed(2)} s`;
      console.log(`| ${name} | ${seconds(limit)} | ${seconds(median(times))} | ${seconds(Math.min(...times))} | ` +
        `${seconds(Math.max(...times))} |`);
    }
    console.log(`\nload average after: ${loadavg().map((x) => x.toFixed(2)).join(' ')}`);
  });
} catch (error) {
  console.error(log);
  throw error;
} finally {
  const ended = new Promise((resolve) => dev.on('exit', resolve));
  dev.kill('SIGINT');
  await ended;
  await rm(parent, { recursive: true, force: true });
}
