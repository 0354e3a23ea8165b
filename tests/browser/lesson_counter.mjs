// The lesson counter goes on in the browser where its server began.
import { equal, withServer } from './browser.mjs';

await withServer('COUNTER', async ({ open }) => {
  const page = await open('/?start=4');
  equal(await page.textContent('output'), '4', 'what the server sent');
  await page.clickUntil('button:last-of-type', async () => (await page.textContent('output')) !== '4');
  equal(await page.textContent('p'), 'odd', 'parity');
  page.isQuiet();
});
