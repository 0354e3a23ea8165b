// What the tests of the consultant share: its pages, and what a visitor does with them.
import { check, equal, until, withServer } from './browser.mjs';

export const payments = 'Payments in Node.js, 50,000 requests per second, GC pauses break our p99';

export const withConsultant = (test) => withServer('KAON', test, { args: ['--database', 'test.db'] });

// Opens the front page and waits until the browser half lives in it.
export async function openLive(open, path = '/', options = {}) {
  const page = await open(path, options);
  await isLive(page);
  return page;
}
export const isLive = (page) => page.locator('.field-count').first().waitFor({ state: 'visible' });

export const history = (page) => page.locator('.history-link').allTextContents();

// A mark on the window that a new document would not have.
export const mark = (page) => page.evaluate(() => void (window.isTheSame = true));
export const isTheSame = (page) => page.evaluate(() => window.isTheSame === true);

export { check, equal, until };
