// The counter hydrates under a strict Content-Security-Policy, counts, asks its server, and aborts a request when the
// panel that made it closes.
import { check, equal, until, withServer } from './browser.mjs';

await withServer('COUNTER', async ({ open }) => {
  const failed = [];
  const page = await open('/', {
    beforeLoad: (page) =>
      page.on('requestfailed', (r) => failed.push(`${new URL(r.url()).pathname}: ${r.failure().errorText}`)),
  });
  const policy = page.response.headers()['content-security-policy'];
  check(policy.includes("script-src 'self' 'wasm-unsafe-eval';"), policy);
  check(!policy.includes('unsafe-inline') && !policy.includes("'unsafe-eval'"), policy);

  equal(await page.textContent('#count'), '3', 'what the server sent');
  await page.clickUntil('#more', async () => (await page.textContent('#count')) !== '3');
  equal(await page.textContent('#parity'), 'even', 'parity');
  await page.click('#less');
  equal(await page.textContent('#count'), '3', 'count');
  check(await page.$eval('#parity', (node) => node.classList.contains('odd')), 'the class follows');

  await page.click('#ask');
  await page.waitForFunction(() => document.querySelector('#greeting').textContent === 'hello');

  await page.click('#wait');
  await page.waitForSelector('#waiting');
  await page.click('#wait');
  await page.waitForSelector('#waiting', { state: 'detached' });
  await until(() => failed.includes('/api/slow: net::ERR_ABORTED'), () => `given up: ${failed}`);
  page.isQuiet();
});
