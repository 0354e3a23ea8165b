// The lesson counter goes on in the browser where its server began.
import { check, equal, withServer } from './browser.mjs';

await withServer('COUNTER', async ({ open }) => {
  const page = await open('/?start=4');
  equal(await page.textContent('output'), '4', 'what the server sent');
  // Clicks before the program has come do nothing; so click until one counts.
  for (const end = Date.now() + 5000; (await page.textContent('output')) === '4'; ) {
    check(Date.now() < end, 'the counter does not count');
    await page.click('button:last-of-type');
  }
  equal(await page.textContent('p'), 'odd', 'parity');
  equal(page.errors.filter((e) => !e.includes('404')).join('\n'), '', 'errors but for the icon');
});
