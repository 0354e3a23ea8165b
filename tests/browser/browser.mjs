// What every browser test stands on: a server on a free port for the time of the test, and pages of a Chromium that is
// fresh each time.
//
//   import { withServer, check } from './browser.mjs';
//   await withServer('COUNTER', async ({ address, open }) => {
//       const page = await open('/', { javaScriptEnabled: true });
//       await page.said('started');
//       await page.clickUntil('#more', async () => (await page.textContent('#count')) === '4');
//       page.isQuiet();
//   });
//
// The first argument of a test script is the server's program; it prints its address on a line of its own when it is
// asked for port 0 through <PREFIX>_PORT. A test fails by throwing.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { check, equal, until } from '../check.mjs';

export { check, equal, until };

const program = process.argv[2];

// Starts the program in an empty folder, and gives its address and how to stop it.
async function startServer(prefix, args) {
  const folder = await mkdtemp(join(tmpdir(), 'kaon-browser-'));
  const env = { ...process.env, [`${prefix}_PORT`]: '0' };
  const server = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  server.stderr.on('data', (text) => (log += text));
  const ended = new Promise((resolve) => server.on('exit', (code, signal) => resolve(code ?? signal)));
  const address = await new Promise((resolve, reject) => {
    server.on('error', reject);
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = line.match(/https?:\/\/\S+/);
      if (found) resolve(found[0]);
    });
    ended.then((code) => reject(new Error(`the server ended with ${code} before it listened: ${log}`)));
  });
  const stop = async () => {
    server.kill('SIGTERM');
    const killer = setTimeout(() => server.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(killer);
    await rm(folder, { recursive: true, force: true });
  };
  return { address, stop, log: () => log };
}

async function startBrowser() {
  const folder = await mkdtemp(join(tmpdir(), 'kaon-chromium-'));
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
  // Chromium refuses its sandbox to root.
  if (process.getuid() === 0) args.push('--no-sandbox');
  const browser = await chromium.launch({ executablePath: process.env.KAON_CHROMIUM ?? '/usr/bin/chromium',
    headless: true, args: [...args, `--crash-dumps-dir=${folder}`] });
  const stop = async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { browser, stop };
}

// A page that remembers what went wrong in it: errors of the console, uncaught ones, refused requests. A missing icon
// is none of them: browsers ask for it by themselves.
async function openPage(browser, address, path, options) {
  const { beforeLoad, ...contextOptions } = options;
  const context = await browser.newContext({ locale: 'en-GB', ...contextOptions });
  const page = await context.newPage();
  page.errors = [];
  page.lines = [];
  page.on('console', (message) => {
    page.lines.push(message.text());
    if (message.location().url === `${address}/favicon.ico`) return;
    if (message.type() === 'error' || message.type() === 'warning') page.errors.push(message.text());
  });
  page.on('pageerror', (error) => page.errors.push(String(error)));
  page.said = (line) => until(() => page.lines.includes(line), () => `nobody said "${line}"; said was ` +
    `${JSON.stringify(page.lines)}, errors ${JSON.stringify(page.errors)}`);
  page.isQuiet = () => equal(page.errors.join('\n'), '', 'errors in the console');
  // Clicks before the program has come do nothing; so this clicks until one has done what `holds` asks for.
  page.clickUntil = (selector, holds) => until(async () => (await holds()) || void (await page.click(selector)),
    () => `clicks on ${selector} do nothing; errors ${JSON.stringify(page.errors)}`);
  if (beforeLoad) await beforeLoad(page);
  page.response = await page.goto(address + path);
  return page;
}

// For what needs no server.
export async function withBrowser(test) {
  const { browser, stop } = await startBrowser();
  try {
    await test(browser);
  } finally {
    await stop();
  }
}

export async function withServer(prefix, test, { args = [] } = {}) {
  const server = await startServer(prefix, args);
  const { browser, stop } = await startBrowser();
  try {
    await test({ address: server.address, browser,
      open: (path, options = {}) => openPage(browser, server.address, path, options) });
  } catch (error) {
    console.error(server.log());
    throw error;
  } finally {
    await stop();
    await server.stop();
  }
}
