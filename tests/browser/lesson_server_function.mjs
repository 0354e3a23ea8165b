// The lesson server_function: with a script the answer comes into the page, without one it is the next page.
import { equal, withServer } from './browser.mjs';

await withServer('SERVER_FUNCTION', async ({ open }) => {
  const page = await open('/');
  // Alive when it takes the form over.
  await page.waitForFunction(() =>
    !document.querySelector('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));
  await page.fill('textarea', 'one two  three');
  await page.click('button');
  await page.waitForFunction(() => document.querySelector('.result').textContent === '3 words, the longest is three');
  equal(new URL(page.url()).pathname, '/', 'it stays');
  page.isQuiet();

  const plain = await open('/', { javaScriptEnabled: false });
  await plain.fill('textarea', 'one two');
  await plain.click('button');
  equal(new URL(plain.url()).pathname, '/counted/2', 'it goes on');
});
