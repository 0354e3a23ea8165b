// The glue's page without a program: dom.js in Chromium, driven from here with operations written by hand.
import { readFile } from 'node:fs/promises';

const glue = new URL('../../../kaon/browser/glue/', import.meta.url);

// What the program would be: a memory, a place for texts, and a record of the events it is told of.
const fakeProgram = `
const memory = { buffer: new ArrayBuffer(1 << 22) };
// As when memory grows: what there was is in a new buffer, and views of the old one are empty.
export const grow = () => { memory.buffer = memory.buffer.transfer(); };
export const told = [];
export const answers = [];
wasm = {
  memory,
  text_buffer: (size) => {
    if (size > 1 << 20) throw new Error('a text of ' + size + ' bytes');
    return 1 << 20;
  },
  event: (base, slot, a, b, c, size) => {
    told.push([base, slot, a | 0, b | 0, c | 0, textAt(1 << 20, size | 0)]);
    return answers.shift() ?? 0;
  },
};
// A number is a word, a text is where it lies and how long it is, { real } is two words. Gives an address and sizes.
export const assemble = (operations, numbers) => {
  const words = [];
  let text = '';
  for (const operation of operations) {
    words.push(numbers[operation[0]]);
    for (const operand of operation.slice(1)) {
      if (typeof operand === 'number') words.push(operand);
      else if (typeof operand === 'string') {
        words.push(text.length, operand.length);
        text += operand;
      } else words.push(...new Int32Array(new Float64Array([operand.real]).buffer));
    }
  }
  new Int32Array(memory.buffer).set(words);
  const encoded = encoder.encode(text);
  new Uint8Array(memory.buffer).set(encoded, 2 << 20);
  return [0, words.length, 2 << 20, encoded.length];
};
export const takeSnapshot = (id) => {
  const encoded = encoder.encode(id);
  bytesAt(0, encoded.length).set(encoded);
  return textAt(1 << 20, imports.snapshot(0, encoded.length));
};
export { imports };
`;

// A page with this body, under the policy that applications get, in which window.glue is the module above, with more
// files of the glue where they are named.
export async function openGlue(browser, body = '', about = {}, more = []) {
  const page = await (await browser.newContext()).newPage();
  const names = ['host.js', 'dom.js', 'snapshot.js', ...more];
  const files = await Promise.all(names.map((name) => readFile(new URL(name, glue), 'utf8')));
  const served = {
    '/': ['text/html; charset=utf-8', `<!doctype html><html><head></head><body>${body}</body></html>`],
    '/glue.js': ['text/javascript; charset=utf-8', files.join('\n') + fakeProgram],
    '/start.js': ['text/javascript', 'import * as glue from "/glue.js"; window.glue = glue;'],
    ...about,
  };
  await page.route('http://glue.test/**', (route) => {
    const found = served[new URL(route.request().url()).pathname];
    if (!found) return route.fulfill({ status: 404, body: '' });
    return route.fulfill({ contentType: found[0], body: found[1],
      headers: { 'content-security-policy':
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src-attr 'unsafe-inline'" } });
  });
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => page.problems.push(`${message.type()}: ${message.text()}`));
  await page.goto('http://glue.test/');
  await page.addScriptTag({ url: '/start.js', type: 'module' });
  await page.waitForFunction(() => window.glue);
  return page;
}
