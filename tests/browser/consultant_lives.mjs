// The consultant's front page with its browser half: forms switch, fields count and complain, the answer and the
// history come without a new document, in both languages.
import {
  check, equal, history, isLive, isTheSame, mark, openLive, payments, withConsultant,
} from './consultant.mjs';

const asks = {
  en: { locale: 'en-GB', text: payments, badge: 'Move to Rust', empty: 'Write at least one character here.',
    count: `${payments.length} / 4,000`, over: '4,001 / 4,000', long: 'At most 4,000 characters; these are 4,001.' },
  ru: { locale: 'ru-RU', text: 'Внутренняя админка на Django, обычный CRUD, дедлайн через месяц', badge: 'Остаться',
    empty: 'Напишите здесь хотя бы один символ.', count: '63 / 4000', over: '4001 / 4000',
    long: 'Не больше 4000 символов, сейчас 4001.' },
};

for (const [language, ask] of Object.entries(asks)) {
  await withConsultant(async ({ open }) => {
    const page = await openLive(open, '/', { locale: ask.locale });
    equal(await page.locator('html').getAttribute('lang'), language, 'language');
    await mark(page);
    const policy = page.response.headers()['content-security-policy'];
    check(policy.startsWith("default-src 'self'; script-src 'self' 'wasm-unsafe-eval';"), policy);
    check(!/<script(?![^>]*(src=|application\/json))/.test(await page.content()), 'an inline script');

    // Mistakes: said beside the field, nothing sent.
    await page.locator('button[type=submit]').click();
    equal(await page.locator('#description-error').textContent(), ask.empty);
    equal(await page.evaluate(() => document.activeElement.id), 'description', 'focus');
    await page.locator('#description').fill('🦀'.repeat(4001));
    equal(await page.locator('.field-count').textContent(), ask.over);
    equal(await page.locator('#description-error').textContent(), ask.long);

    await page.locator('#description').fill(ask.text);
    equal(await page.locator('.field-error').count(), 0, 'errors after mending');
    equal(await page.locator('.field-count').textContent(), ask.count);
    await page.locator('button[type=submit]').click();
    await page.locator('.answer-card').waitFor();
    equal(await page.locator('.answer-card .verdict-badge').textContent(), ask.badge);
    equal(await page.locator('.answer').getAttribute('lang'), language);
    check(await page.locator('.answer li').count() > 3, 'the answer has lists');
    equal(await page.evaluate(() => document.activeElement.id), 'answer-heading', 'focus');
    equal(await page.locator('.answer-actions a').first().getAttribute('href'), '/c/1');
    equal((await history(page)).join('|'), ask.text);

    // The other form, and what was written stays.
    await page.locator('.form-switch a').nth(1).click();
    for (const [id, text] of [['stack', 'Java'], ['project_type', 'Order service'], ['pain', 'GC pauses']])
      await page.locator(`#${id}`).fill(text);
    await page.locator('.form-switch a').nth(0).click();
    equal(await page.locator('#description').inputValue(), ask.text);
    await page.locator('.form-switch a').nth(1).click();
    equal(await page.locator('#pain').inputValue(), 'GC pauses');
    await page.locator('button[type=submit]').click();
    await page.locator('.answer-actions a[href="/c/2"]').waitFor();
    equal((await history(page)).join('|'), `Java · Order service|${ask.text}`);
    check(await isTheSame(page), 'the document was loaded again');

    // A new document shows the same history, and the answer's page the answer.
    await page.reload();
    await isLive(page);
    equal((await history(page)).join('|'), `Java · Order service|${ask.text}`);
    await page.locator('.history-link').first().click();
    await page.waitForURL('**/c/2');
    page.isQuiet();
  });
}
