// The lesson keyed_list: rows come, go and move, and keep what was done in them.
import { check, equal, withServer } from './browser.mjs';

await withServer('KEYED_LIST', async ({ open }) => {
  const page = await open('/');
  const rows = () => page.$$eval('li', (all) => all.map((li) => li.firstChild.textContent.trim()).join());
  equal(await rows(), 'milk,bread', 'what the server sent');
  await page.clickUntil('.reverse', async () => (await rows()) !== 'milk,bread');
  await page.check('li:has-text("milk") input');
  await page.fill('p input', 'tea');
  await page.click('.add');
  equal(await rows(), 'bread,milk,tea', 'with a new one');
  await page.click('.reverse');
  check(await page.isChecked('li:has-text("milk") input'), 'milk stays bought');
  equal(await page.textContent('li:has-text("milk") em'), 'bought', 'and says so');
  await page.click('li:has-text("milk") button');
  equal(await rows(), 'tea,bread', 'without milk');
  equal(await page.textContent('p:last-of-type'), '2 to buy', 'count');
  page.isQuiet();
});
