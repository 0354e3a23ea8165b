// The trace's arithmetic, on traces made by hand. Run all of them with: node --test benchmarks/browser/harness
import assert from 'node:assert/strict';
import test from 'node:test';
import { analyse, covered } from './trace.js';

const event = (name, ts, dur, data, tid = 1) => ({ ph: 'X', pid: 7, tid, name, ts, dur, args: { data } });
const down = event('EventDispatch', 0, 10, { type: 'mousedown' });
const click = event('EventDispatch', 1000, 2000, { type: 'click' });

test('nested and overlapping intervals count once, and only within the limits', () => {
  const events = [event('a', 0, 10), event('b', 2, 3), event('c', 8, 6), event('d', 100, 10)];
  assert.equal(covered(events, 0, 1000), 24);
  assert.equal(covered(events, 9, 104), 9);
});

test('total ends with the first commit after the last work, script and paint are parts of it', () => {
  const found = analyse([
    down, click, event('FunctionCall', 1500, 1000), event('Commit', 2900, 50), event('RunMicrotasks', 3000, 500),
    event('UpdateLayoutTree', 4000, 1000), event('Layout', 5000, 3000), event('Commit', 9000, 1000),
    event('Commit', 20_000, 1000),
  ]);
  assert.deepEqual(found, { total: 9, script: 2.5, paint: 5.05, work: 7.5, script_cpu: 0, work_cpu: 0 });
});

test('processor time counts nested events once and leaves out what others took', () => {
  const on_cpu = (made, tts, tdur) => ({ ...made, tts, tdur });
  const found = analyse([
    down, on_cpu(click, 500, 900), on_cpu(event('FunctionCall', 1500, 1000), 600, 700),
    on_cpu(event('Layout', 5000, 3000), 1500, 1000), on_cpu(event('Commit', 9000, 1000), 2500, 100),
    on_cpu(event('FunctionCall', 20_000, 1000), 9000, 900),
  ]);
  assert.equal(found.script_cpu, 0.9);
  assert.equal(found.work_cpu, 2);
});

test('another thread has no part in it', () => {
  const found = analyse([down, click, event('Commit', 3500, 500), event('Layout', 3600, 9000, undefined, 2)]);
  assert.equal(found.total, 3);
});

test('a frame that begins late is the delay of the browser', () => {
  const asked = event('RequestAnimationFrame', 1500, 0);
  const late = [event('FireAnimationFrame', 33_000, 1000), event('Layout', 34_500, 500), event('Commit', 36_000, 1000)];
  assert.equal(analyse([down, click, asked, ...late]).total, 22);
  assert.equal(analyse([down, click, asked, event('Layout', 10_000, 100), ...late]).total, 36);
  assert.equal(analyse([down, click, ...late]).total, 36);
});

test('a trace without the click, with two, or without a commit is refused', () => {
  const commit = event('Commit', 4000, 10);
  assert.throws(() => analyse([down, commit]), /0 events of click/);
  assert.throws(() => analyse([down, click, click, commit]), /2 events of click/);
  assert.throws(() => analyse([down, click]), /no commit/);
});
