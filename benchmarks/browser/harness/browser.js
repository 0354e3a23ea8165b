// Debian's Chromium without a window, and fresh pages in it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { require_package } from './places.js';
import { Page } from './page.js';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const switches = [
  '--no-sandbox', '--disable-gpu', '--no-first-run', '--enable-benchmarking', '--js-flags=--expose-gc',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions',
  '--enable-blink-features=ForceEagerMeasureMemory', '--window-size=1280,800',
];

export const chromium = () => process.env.CHROMIUM ?? programs.find((program) => fs.existsSync(program));

const affinity = (cores) => execFileSync('taskset', ['-apc', cores, String(process.pid)], { stdio: 'ignore' });

const own_cores = () =>
  /(\S+)\s*$/.exec(execFileSync('taskset', ['-pc', String(process.pid)], { encoding: 'utf8' }))[1];

/** With `cores`, the browser and all its processes run only there; we do not. */
export async function launch(cores) {
  const before = cores && own_cores();
  if (cores) affinity(cores);
  try {
    return await require_package('playwright-core').chromium.launch({
      executablePath: chromium(), args: switches, headless: true,
    });
  } finally {
    if (cores) affinity(before);
  }
}

/**
 * Runs `use(page)` with a page that has a profile of its own; errors in the page's scripts fail it. `first` is a
 * function that runs in the page before the page's own scripts.
 */
export async function with_page(browser, server, name, use, { first } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = new Page(await context.newPage(), server);
    if (first) await page.page.addInitScript(first);
    await page.open(name);
    const result = await use(page);
    page.complain();
    return result;
  } finally {
    await context.close();
  }
}
