// One operation on one fresh page: warm-up, garbage collection, the traced click, and whether the result is right.
import { setTimeout as sleep } from 'node:timers/promises';
import { analyse } from './trace.js';

// The second witness, in the page: the clock before the first listener hears the click, and after the microtasks that
// the listeners left behind. It needs the click to reach the window, which stopPropagation would prevent.
const watch_click = () => {
  const clock = (globalThis.kaon_benchmark_clock = {});
  addEventListener('click', () => (clock.begin = performance.now()), { capture: true, once: true });
  addEventListener(
    'click',
    async () => {
      await undefined;
      await undefined;
      clock.end = performance.now();
    },
    { once: true },
  );
};
const read_clock = () => {
  const { begin, end } = globalThis.kaon_benchmark_clock;
  return end - begin;
};

/**
 * Milliseconds: analyse()'s figures and `witness`; throws when the page did not show what it must.
 * `slowdown` throttles the processor, `flavor` is that of the collection before the click.
 */
export async function measure(page, operation, { slowdown, flavor }) {
  for (const action of operation.before) await page.act(action);
  await page.verify(operation.before.at(-1));
  const place = await page.aim(operation.timed);
  await page.evaluate(watch_click);
  if (slowdown > 1) await page.throttle(slowdown);
  await page.start_trace();
  await sleep(50);
  await page.collect_garbage(flavor);
  await page.press(place, operation.timed);
  // Nothing is asked of the page before it has painted: the question itself would be script in the trace.
  await sleep((operation.patience ?? 200) * slowdown);
  await page.expect_count(operation.timed);
  await sleep(40);
  const trace = await page.stop_trace();
  if (slowdown > 1) await page.throttle(1);
  await page.verify(operation.timed);
  const witness = await page.evaluate(read_clock);
  if (!(witness >= 0)) throw new Error('the click never reached the window (stopPropagation?)');
  return { ...analyse(trace), witness };
}
