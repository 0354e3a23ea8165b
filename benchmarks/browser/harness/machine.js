// What the figures were measured on, and how busy it was with other things.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './places.js';

export const load_average = () => os.loadavg()[0];

/** The measured commit, marked when the tree has changes. */
export function commit() {
  try {
    return execFileSync('git', ['-C', root, 'describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

function processor_times() {
  const all = os.cpus().map(({ times }) => times);
  const sum = (pick) => all.reduce((total, times) => total + pick(times), 0);
  return { idle: sum((t) => t.idle), total: sum((t) => t.user + t.nice + t.sys + t.irq + t.idle) };
}

/** The share of all cores that was at work during one second. */
export async function busy_share() {
  const before = processor_times();
  await sleep(1000);
  const after = processor_times();
  return 1 - (after.idle - before.idle) / Math.max(1, after.total - before.total);
}

function system() {
  const found = /^PRETTY_NAME="(.+)"/m.exec(fs.readFileSync('/etc/os-release', 'utf8'));
  return found ? found[1] : os.type();
}

/** Rows of the report's first table; `run` is what main.js knows of the run. */
export function machine_rows(options, run) {
  const { applications, browser_version, busy, loads, minutes } = run;
  const throttle = options.throttle === 'published' ? 'as published per operation' : options.throttle ?? 'off';
  return [
    ['CPU', os.cpus()[0].model.trim()],
    ['cores', `${os.cpus().length}${options.cores ? `; the browser on ${options.cores}` : ''}`],
    ['kernel', os.release()],
    ['system', system()],
    ['browser', `Chromium ${browser_version}, no window, no GPU`],
    ['driver', `playwright-core ${run.driver_version}, Node.js ${process.version}`],
    ['measured', `${options.blocks} blocks in random order (seed ${options.seed}), ${minutes.toFixed(0)} minutes`],
    ['processor throttling', String(throttle)],
    ['collection before the click', options.collection === 'published'
      ? 'last resort, as published: compiled JavaScript may be dropped' : 'plain'],
    ['other work before the start', `${(busy * 100).toFixed(0)}% of all cores; figures want an idle machine`],
    ['load average', `${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}, ours included`],
    ...applications.map(({ title, version, missing }) => [title, missing ?? version]),
  ].filter(([, text]) => text);
}
