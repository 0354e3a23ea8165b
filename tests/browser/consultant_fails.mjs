// The consultant when things go wrong or come late: no network, no script, no wasm, a visitor who types too early, one
// without a mouse.
import {
  check, equal, history, isLive, isTheSame, mark, openLive, payments, until, withConsultant,
} from './consultant.mjs';

const isWasm = (url) => url.pathname.endsWith('.wasm');

// Sends the form in the browser's own way and comes to the answer's page.
async function sendPlainly(page) {
  await page.locator('#description').fill(payments);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/c/*');
  equal(await page.locator('.answer-head .verdict-badge').textContent(), 'Move to Rust');
}

await withConsultant(async ({ open }) => {
  // Without JavaScript.
  const plain = await open('/', { javaScriptEnabled: false });
  check(await plain.locator('.field-count').isHidden(), 'a counter that nobody keeps');
  await plain.locator('button[type=submit]').click();
  equal(await plain.locator('#description-error').textContent(), 'Write at least one character here.');
  await plain.goto(new URL('/', plain.url()).href);
  await plain.locator('.form-switch a').nth(1).click();
  equal(await plain.locator('textarea').count(), 3, 'fields of Pro');
  await plain.locator('.form-switch a').nth(0).click();
  await sendPlainly(plain);

  // The program does not come.
  const refused = await open('/', { beforeLoad: (page) => page.route(isWasm, (route) => route.abort()) });
  await sendPlainly(refused);

  // It comes late: what was typed until then stays and counts.
  let letItCome;
  const late = await open('/', { beforeLoad: (page) =>
    page.route(isWasm, async (route) => {
      await new Promise((resolve) => (letItCome = resolve));
      await route.continue();
    }) });
  await late.locator('#description').fill('typed early');
  check(await late.locator('.field-count').isHidden(), 'not alive yet');
  letItCome();
  await isLive(late);
  equal(await late.locator('#description').inputValue(), 'typed early');
  equal(await late.locator('.field-count').textContent(), '11 / 4,000');
  late.isQuiet();

  // A form that the server showed again comes alive with its messages.
  const again = await open('/', { beforeLoad: (page) => page.route(isWasm, (route) => route.abort()) });
  await again.locator('.form-switch a').nth(1).click();
  await again.locator('#pain').fill('x'.repeat(1001));
  await until(() => again.errors.some((line) => line.includes('Failed to fetch')), () => 'the program came');
  await again.unroute(isWasm);
  again.errors.length = 0;
  await again.locator('button[type=submit]').click();
  await again.waitForURL('**/consultations');
  await isLive(again);
  equal(await again.locator('.field-error').count(), 3, 'errors of the server');
  await again.locator('#pain').fill('GC pauses');
  equal(await again.locator('.field-error').count(), 2, 'errors after mending one');
  // Chromium itself writes a line about the 422.
  equal(again.errors.filter((line) => !line.includes('status of 422')).join('\n'), '', 'errors');

  // No network: said, and the question is kept until it works again.
  const page = await openLive(open);
  await mark(page);
  await page.locator('#description').fill(payments);
  await page.context().setOffline(true);
  await page.locator('button[type=submit]').click();
  await page.locator('.form-failure').waitFor();
  check((await page.locator('.form-failure').textContent()).includes('cannot be reached'));
  equal(await page.locator('#description').inputValue(), payments);
  await page.context().setOffline(false);
  // Slowly, and pressed twice.
  let sent = 0, letItGo;
  await page.route('**/fn/consult', async (route) => {
    ++sent;
    await new Promise((resolve) => (letItGo = resolve));
    await route.continue();
  });
  const before = (await history(page)).length;
  await page.locator('button[type=submit]').click();
  equal(await page.locator('button[type=submit]').textContent(), 'Working on the answer…');
  equal(await page.locator('button[type=submit]').getAttribute('aria-disabled'), 'true');
  await page.keyboard.press('Enter');
  letItGo();
  await page.locator('.answer-card').waitFor();
  equal(await page.locator('.form-failure').count(), 0, 'failures');
  equal(sent, 1, 'requests');
  equal((await history(page)).length, before + 1, 'history');
  check(await isTheSame(page), 'the document was loaded again');
  // Chromium itself writes a line about the request that failed.
  equal(page.errors.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED')).join('\n'), '', 'errors');

  // The server answers with what is no answer.
  const odd = await openLive(open);
  await odd.route('**/fn/consult', (route) => route.fulfill({ status: 502, body: '<p>', contentType: 'text/html' }));
  await odd.locator('#description').fill(payments);
  await odd.locator('button[type=submit]').click();
  await odd.locator('.form-failure').waitFor();
  check((await odd.locator('.form-failure').textContent()).includes('could not answer'));

  // Keyboard alone: to the tabs, to the fields, to the button.
  const keys = await openLive(open);
  const focused = () => keys.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  const tabTo = async (wanted) => {
    for (let i = 0; i < 20; ++i) {
      await keys.keyboard.press('Tab');
      if ((await focused()).startsWith(wanted)) return;
    }
    check(false, `Tab never came to ${wanted}`);
  };
  await tabTo('Pro');
  await keys.keyboard.press('Enter');
  await keys.locator('#stack').waitFor();
  check((await focused()).startsWith('Pro'), 'the tab keeps the focus');
  for (const [id, text] of [['stack', 'Java'], ['project_type', 'Shop'], ['pain', 'GC pauses']]) {
    await tabTo(id);
    await keys.keyboard.type(text);
  }
  await tabTo('Get the answer');
  await keys.keyboard.press('Enter');
  await keys.locator('.answer-card').waitFor();
  equal(await focused(), 'answer-heading');
  await keys.keyboard.press('Tab');
  const next = await keys.evaluate(() => document.activeElement.getAttribute('href'));
  check(next?.startsWith('/c/'), 'next in order is', next);
  keys.isQuiet();
});
