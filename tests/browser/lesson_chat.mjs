// The lesson chat in two pages: what one says, both read; and the page learns that its server stops.
import { until, withServer } from './browser.mjs';

await withServer('CHAT', async ({ open }) => {
  const ada = await open('/');
  const bob = await open('/');
  const reads = (page, text) =>
    until(async () => (await page.textContent('ul')).includes(text), () => `no page reads "${text}"`);
  await reads(ada, 'has come');
  await reads(bob, 'has come');
  await ada.fill('input', 'hello, κόσμε');
  await ada.press('input', 'Enter');
  await reads(ada, 'hello, κόσμε');
  await reads(bob, 'hello, κόσμε');
  await bob.close();
  await reads(ada, 'has left');
  ada.isQuiet();
});
