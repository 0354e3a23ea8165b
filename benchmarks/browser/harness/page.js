// One page with the table: real clicks, what it shows, garbage collection, a trace of what happens.
import { setTimeout as sleep } from 'node:timers/promises';
import { difference, Model } from './model.js';
import { target_of } from './operations.js';

const patience_ms = 20_000;
const categories = ['blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

// These run in the page.
const shown_lines = () =>
  Array.from(document.querySelectorAll('tbody > tr'), (row) => {
    const [id, label] = row.children;
    return `${row.className === 'danger' ? '*' : ''}${id.textContent} ${label.textContent}`;
  });
const centre_of = (selector) => {
  const element = document.querySelector(selector);
  if (!element) return null;
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
};
const after_next_paint = () =>
  new Promise((done) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(0);
    });
  });

export class Page {
  #errors = [];
  #session;

  constructor(page, server) {
    this.page = page;
    this.server = server;
    this.model = new Model();
    page.on('pageerror', (error) => this.#errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && this.#errors.push(message.text()));
  }

  /** Loaded, its buttons there, the icon font too, and nothing asked for in the last 100 ms. */
  async open(name) {
    await this.page.goto(this.server.address(name), { waitUntil: 'load', timeout: patience_ms });
    await this.page.waitForSelector('#swaprows', { timeout: patience_ms });
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
    while (this.server.quiet_ms() < 100) await sleep(20);
    this.#session = await this.page.context().newCDPSession(this.page);
    await this.page.evaluate(after_next_paint);
  }

  evaluate(what, argument) {
    return this.page.evaluate(what, argument);
  }

  complain() {
    if (this.#errors.length) throw new Error(`the page says: ${this.#errors.join('; ')}`);
  }

  async aim(action) {
    const place = await this.page.evaluate(centre_of, target_of(action));
    if (!place) throw new Error(`nothing to click for "${action}"`);
    await this.#mouse('mouseMoved', place);
    return place;
  }

  /** A real click where aim() said; the model follows. */
  async press(place, action) {
    await this.#mouse('mousePressed', place);
    await this.#mouse('mouseReleased', place);
    this.model.apply(action);
  }

  #mouse(type, { x, y }) {
    const pressed = type !== 'mouseMoved';
    return this.#session.send('Input.dispatchMouseEvent', {
      type, x, y, button: pressed ? 'left' : 'none', buttons: type === 'mousePressed' ? 1 : 0,
      clickCount: pressed ? 1 : 0,
    });
  }

  /** A click that is not timed, until its work is painted. */
  async act(action) {
    await this.press(await this.aim(action), action);
    await this.page.evaluate(after_next_paint);
    await this.expect_count(action);
  }

  async expect_count(action) {
    const expected = this.model.rows.length;
    await this.page
      .waitForFunction((count) => document.querySelectorAll('tbody > tr').length === count, expected, {
        timeout: patience_ms, polling: 50,
      })
      .catch(() => {
        throw new Error(`"${action}" did not lead to ${expected} rows`);
      });
  }

  /** Every id, label and selection is compared with the model. */
  async verify(action) {
    await this.expect_count(action);
    const wrong = difference(this.model.lines(), await this.page.evaluate(shown_lines));
    if (wrong) throw new Error(`after "${action}" ${wrong}`);
  }

  /** `flavor`: last-resort, as published, lets V8 drop compiled JavaScript too; regular keeps it. */
  async collect_garbage(flavor = 'last-resort') {
    await this.page.evaluate((kind) => globalThis.gc({ type: 'major', execution: 'sync', flavor: kind }), flavor);
  }

  async throttle(rate) {
    await this.#session.send('Emulation.setCPUThrottlingRate', { rate });
  }

  async start_trace() {
    await this.#session.send('Tracing.start', {
      traceConfig: { includedCategories: categories, excludedCategories: ['*'], recordMode: 'recordUntilFull' },
      transferMode: 'ReportEvents',
    });
  }

  async stop_trace() {
    const events = [];
    const collect = ({ value }) => events.push(...value);
    this.#session.on('Tracing.dataCollected', collect);
    const complete = new Promise((done) => this.#session.once('Tracing.tracingComplete', done));
    await this.#session.send('Tracing.end');
    await complete;
    this.#session.off('Tracing.dataCollected', collect);
    return events;
  }
}
