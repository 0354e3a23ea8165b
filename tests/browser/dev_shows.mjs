// kaon dev as the browser shows it: a mistake over the page that still works, a reload when it is mended that keeps
// what was typed, a style that is swapped in place; all under the strict Content-Security-Policy.
import { performance } from 'node:perf_hooks';
import { check, equal, withBrowser } from './browser.mjs';
import { withDev } from '../dev/dev.mjs';

await withBrowser((browser) => withDev(async (dev) => {
  await dev.text('first');
  const page = await (await browser.newContext()).newPage();
  const errors = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  const response = await page.goto(dev.address);
  check(response.headers()['content-security-policy'].includes("script-src 'self'"), 'a strict policy');
  await page.evaluate(() => (window.isOldPage = true));
  await page.fill('#field', 'typed text');
  const overlay = (selector) => page.locator(`kaon-dev-overlay ${selector}`);

  // The compiler's words are text: a page cannot be made to run them.
  await dev.edit('server/page.cpp', (text) => text.replace('"first"', '"<img src=x onerror=window.isHurt=1>" + wrong'));
  await overlay('h2').waitFor({ timeout: 90000 });
  equal(await overlay('h2').textContent(), 'server/page.cpp:4:74', 'place');
  equal(await overlay('.message').textContent(), "use of undeclared identifier 'wrong'", 'message');
  check((await overlay('.excerpt').textContent()).includes('<img src=x'), 'the excerpt as it is written');
  equal(await page.locator('kaon-dev-overlay img').count(), 0, 'elements from the excerpt');
  equal(await overlay('main').evaluate((node) => getComputedStyle(node).backgroundColor), 'rgb(27, 27, 31)', 'styled');
  check(await page.evaluate(() => window.isOldPage && !window.isHurt), 'the page still lives');
  await page.keyboard.press('Escape');
  await overlay('h2').waitFor({ state: 'detached' });

  // Mended: the page comes anew by itself, with what was typed.
  await dev.edit('server/page.cpp', (text) => text.replace(/return .*;/, 'return "second";'));
  await page.waitForFunction(() => document.querySelector('#text').textContent === 'second', null, { timeout: 90000 });
  equal(await page.inputValue('#field'), 'typed text', 'the field after the reload');
  check(await page.evaluate(() => !window.isOldPage), 'a new page');
  equal(await overlay('h2').count(), 0, 'overlays');

  // A style: in place, nothing is reloaded.
  await page.evaluate(() => (window.isOldPage = true));
  const start = performance.now();
  await dev.edit('assets/style.css', () => 'p { color: rgb(7, 8, 9); }\n');
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector('#text')).color === 'rgb(7, 8, 9)', null, { polling: 5 });
  console.log(`style swapped after ${Math.round(performance.now() - start)} ms`);
  check(await page.evaluate(() => window.isOldPage), 'the page was not reloaded for a style');
  await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
  equal(errors.filter((text) => !text.includes('Failed to fetch') && !text.includes('ERR_')).join('\n'), '', 'errors');
}));
