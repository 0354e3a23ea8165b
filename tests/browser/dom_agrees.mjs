// The glue's page does with every operation what the in-process page does: kaon/ui/dom/testing/cases.json in Chromium,
// with a real visitor's clicks and keys.
import { readFile } from 'node:fs/promises';
import { check, equal, withBrowser } from './browser.mjs';
import { openGlue } from './dom/glue.mjs';

const { operations, cases } = JSON.parse(
  await readFile(new URL('../../kaon/ui/dom/testing/cases.json', import.meta.url), 'utf8'));
const numbers = Object.fromEntries(operations.map((name, number) => [name, number]));

const steps = {
  // In between the program's memory grows, now and then.
  apply: (page, batch) => page.evaluate(([batch, numbers]) => {
    glue.imports.apply(...glue.assemble(batch, numbers));
    if (batch.length % 2) glue.grow();
  }, [batch, numbers]),
  html: async (page, wanted) =>
    equal(await page.evaluate(() => document.body.innerHTML.replace(/<script.*<\/script>/, '')), wanted, 'html'),
  // Where the mouse was is the browser's own business.
  told: async (page, wanted) => equal(JSON.stringify(await page.evaluate(() =>
    glue.told.splice(0).map(([base, slot, , , c, text]) => [base, slot, c, text]))), JSON.stringify(wanted), 'told'),
  answers: (page, answers) => page.evaluate((answers) => void glue.answers.push(...answers), answers),
  log: async (page, wanted) => equal(JSON.stringify(page.problems.splice(0).map((line) => line.replace('log: ', ''))),
    JSON.stringify(wanted), 'log'),
  click: (page, selector, { index = 0 }) => page.locator(selector).nth(index).click(),
  check: (page, selector) => page.locator(selector).check(),
  value: async (page, [selector, wanted]) => equal(await page.locator(selector).inputValue(), wanted, 'value'),
  type: (page, [selector, text]) => page.locator(selector).fill(text),
  choose: (page, [selector, value]) => page.locator(selector).selectOption(value),
  key: (page, [selector, key]) => page.locator(selector).press(key),
  snapshot: async (page, [id, wanted]) =>
    equal((await page.evaluate((id) => glue.takeSnapshot(id), id)).replaceAll('\0', '|'), wanted, 'snapshot'),
};

await withBrowser(async (browser) => {
  const wrong = [];
  for (const one of cases) {
    const page = await openGlue(browser, one.page);
    page.setDefaultTimeout(3000);
    for (const [index, step] of one.steps.entries()) {
      const [what, value] = Object.entries(step)[0];
      try {
        await steps[what](page, value, step);
      } catch (error) {
        wrong.push(`"${one.name}", step ${index + 1} (${what}): ${error.message}`);
        break;
      }
    }
    if (page.problems.length) wrong.push(`"${one.name}": ${page.problems}`);
    await page.context().close();
  }
  check(!wrong.length, wrong.join('\n'));
  console.log(`${cases.length} cases agree`);
});
