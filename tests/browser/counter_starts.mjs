// The counter's browser half starts under a strict Content-Security-Policy, waits for time, asks its server, and aborts
// what it gives up.
import { check, equal, until, withServer } from './browser.mjs';

await withServer('COUNTER', async ({ open }) => {
  const failed = [];
  const page = await open('/', {
    beforeLoad: (page) =>
      page.on('requestfailed', (r) => failed.push(`${new URL(r.url()).pathname}: ${r.failure().errorText}`)),
  });
  await page.said('started');
  await page.said('waited');
  await page.said('the server says: hello');
  await page.said('gave up: timeout');
  const policy = page.response.headers()['content-security-policy'];
  check(policy.includes("script-src 'self' 'wasm-unsafe-eval';"), policy);
  check(!policy.includes('unsafe-inline') && !policy.includes("'unsafe-eval'"), policy);
  await until(() => failed.includes('/api/slow: net::ERR_ABORTED'), () => `given up: ${failed}`);
  equal(page.errors.join('\n'), '', 'errors');
});
