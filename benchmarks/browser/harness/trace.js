// From Chromium's trace of one click: how long until the commit, how much of it was script, style, layout and paint.
//
// The rules are those of js-framework-benchmark, so that figures can be read next to its published ones.

const ends_work = new Set(['FireAnimationFrame', 'TimerFire', 'Layout', 'FunctionCall']);
const script_names = new Set([
  'EventDispatch', 'EvaluateScript', 'v8.evaluateModule', 'FunctionCall', 'TimerFire', 'FireIdleCallback',
  'FireAnimationFrame', 'RunMicrotasks', 'V8.Execute',
]);
const paint_names = new Set(['UpdateLayoutTree', 'Layout', 'Commit', 'Paint', 'Layerize', 'PrePaint']);
const frame_us = 16_000;

const end_of = (event) => event.ts + (event.dur ?? 0);
const is_dispatch_of = (type) => (event) => event.name === 'EventDispatch' && event.args?.data?.type === type;

/** Length of the union of the events' intervals within [from, to]: nested and overlapping ones count once. */
export function covered(events, from, to) {
  let [total, reached] = [0, from];
  for (const event of [...events].sort((a, b) => a.ts - b.ts)) {
    const begin = Math.max(event.ts, reached);
    const end = Math.min(end_of(event), to);
    if (end <= begin) continue;
    total += end - begin;
    reached = end;
  }
  return total;
}

// The same union on the thread's own clock, which stands still while another process has the core.
function covered_cpu(events, from, to) {
  const inside = events.filter((event) => event.ts >= from && event.ts < to && event.tts !== undefined);
  return covered(inside.map(({ tts, tdur }) => ({ ts: tts, dur: tdur })), -Infinity, Infinity);
}

function only(events, what) {
  if (events.length !== 1) throw new Error(`the trace has ${events.length} events of ${what} instead of one`);
  return events[0];
}

function commit_after(events, click) {
  const after = events.filter((event) => event.ts >= end_of(click));
  const commits = after.filter((event) => event.name === 'Commit');
  if (!commits.length) throw new Error('the trace has no commit after the click');
  const last = Math.max(end_of(click), ...after.filter((event) => ends_work.has(event.name)).map(end_of));
  return commits.find((event) => event.ts > last) ?? commits.at(-1);
}

// A frame that the click asked for and that the browser began late is the browser's delay, not the application's.
function late_frame(events, click, commit) {
  const asked = events.filter((e) => e.name === 'RequestAnimationFrame' && e.ts >= click.ts && e.ts <= end_of(click));
  const fired = events.filter((e) => e.name === 'FireAnimationFrame' && e.ts >= end_of(click) && e.ts < commit.ts);
  if (asked.length !== 1 || fired.length !== 1) return 0;
  const gap = fired[0].ts - end_of(click);
  const laid_out = events.some((e) => e.name === 'Layout' && e.ts >= end_of(click) && e.ts < fired[0].ts);
  return gap > frame_us && !laid_out ? gap - frame_us : 0;
}

/**
 * Milliseconds of the one click in the trace: `total` from the click to the end of the commit that shows its work,
 * `script` and `paint` the main thread's shares of it, `work` both together without the waits between them;
 * `script_cpu` and `work_cpu` are the processor time of those, 0 where the browser does not tell it.
 */
export function analyse(trace) {
  const whole = trace.filter((event) => event.ph === 'X' || event.ph === 'I' || event.ph === 'i');
  const click = only(whole.filter(is_dispatch_of('click')), 'click');
  only(whole.filter(is_dispatch_of('mousedown')), 'mousedown');
  const events = whole.filter((e) => e.pid === click.pid && e.tid === click.tid).sort((a, b) => a.ts - b.ts);
  const commit = commit_after(events, click);
  const [from, to] = [click.ts, end_of(commit)];
  const script = events.filter((event) => script_names.has(event.name));
  const paint = events.filter((event) => paint_names.has(event.name));
  return {
    total: (to - from - late_frame(events, click, commit)) / 1000,
    script: covered(script, from, to) / 1000,
    paint: covered(paint, from, to) / 1000,
    work: covered([...script, ...paint], from, to) / 1000,
    script_cpu: covered_cpu(script, from, to) / 1000,
    work_cpu: covered_cpu([...script, ...paint], from, to) / 1000,
  };
}
