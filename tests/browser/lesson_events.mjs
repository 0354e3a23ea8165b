// The lesson events in two pages: both follow, and one that comes later catches up.
import { until, withServer } from './browser.mjs';

await withServer('EVENTS', async ({ open }) => {
  const lines = async (page) => (await page.textContent('ul')).trim();
  const reads = (page, text) => until(async () => (await lines(page)) === text, () => `no page reads "${text}"`);
  const ada = await open('/');
  await ada.fill('input', 'tea, κόσμε');
  await ada.press('input', 'Enter');
  await reads(ada, 'tea, κόσμε');
  const bob = await open('/');
  await reads(bob, 'tea, κόσμε');
  await bob.fill('input', '<b>cake</b>');
  await bob.press('input', 'Enter');
  await reads(ada, '<b>cake</b>tea, κόσμε');
  await reads(bob, '<b>cake</b>tea, κόσμε');
  ada.isQuiet();
  bob.isQuiet();
});
