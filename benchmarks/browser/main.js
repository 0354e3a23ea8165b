// What benchmarks/run browser starts once the packages are there: checks, blocks, footprints, report.
import fs from 'node:fs/promises';
import path from 'node:path';
import { prepare_applications, prepare_style } from './harness/applications.js';
import { run_blocks } from './harness/blocks.js';
import { launch, with_page } from './harness/browser.js';
import { check_keyed, check_same_page, outline_of } from './harness/checks.js';
import { first_paint_of, memory_of, sees_wasm_memory, transfer_of } from './harness/footprint.js';
import { busy_share, commit, load_average, machine_rows } from './harness/machine.js';
import { read_options, usage } from './harness/options.js';
import { build, root, version_of } from './harness/places.js';
import { markdown } from './harness/report.js';
import { Server } from './harness/server.js';

const say = (text) => process.stderr.write(text + '\n');
const step = (text) => say(`\n== ${text}`);
const first_line = (error) => String(error.message ?? error).split('\n')[0];

function options_or_exit() {
  try {
    return read_options(process.argv.slice(2));
  } catch (error) {
    say(`benchmarks/run browser: ${first_line(error)}\n\n${usage}`);
    process.exit(2);
  }
}

/** An application that fails a check is not measured: its figures would mean something else. */
async function check(browser, server, applications) {
  let expected;
  for (const application of applications.filter(({ missing }) => !missing)) {
    try {
      const shown = await with_page(browser, server, application.name, outline_of);
      expected ??= shown;
      check_same_page(expected, shown);
      await with_page(browser, server, application.name, check_keyed);
      say(`   ${application.name}: same page, keyed`);
    } catch (error) {
      application.missing = first_line(error);
      application.wrong = true;
      say(`   ${application.name}: ${application.missing}`);
    }
  }
}

async function footprint_of(browser, server, name, times, add_wasm) {
  try {
    return {
      transfer: await transfer_of(browser, server, name),
      first_paint: await first_paint_of(browser, server, name, times),
      memory: await memory_of(browser, server, name, Math.min(times, 5), add_wasm),
    };
  } catch (error) {
    return { failure: first_line(error) };
  }
}

async function with_browser(options, use) {
  const browser = await launch(options.cores);
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

async function measure_all(options, server, applications) {
  const begun = performance.now();
  const busy = await busy_share();
  step('Checking that every page is the same, and keyed');
  const browser_version = await with_browser(options, async (browser) => {
    await check(browser, server, applications);
    return browser.version();
  });
  const [base] = applications;
  if (base.missing) throw new Error(`${base.title}, the base of every ratio: ${base.missing}`);
  const measured = applications.filter(({ missing }) => !missing);
  step(`Measuring ${options.operations.length} operations in ${options.blocks} blocks`);
  const samples = await run_blocks(options, server, measured, say);
  step('Size, first paint and memory');
  const footprints = new Map();
  const wasm_seen = await with_browser(options, async (browser) => {
    const seen = await sees_wasm_memory(browser, server, measured[0].name);
    for (const { name } of measured) {
      footprints.set(name, await footprint_of(browser, server, name, options.blocks, !seen));
    }
    return seen;
  });
  const minutes = (performance.now() - begun) / 60_000;
  const loads = [...samples.loads, load_average()];
  const driver_version = version_of('playwright-core');
  const rows = machine_rows(options, { applications, browser_version, driver_version, busy, loads, minutes });
  return { applications, samples, footprints, wasm_seen, rows };
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

const options = options_or_exit();
if (options.help) {
  process.stdout.write(usage);
  process.exit(0);
}
step('Building the applications');
const applications = await prepare_applications({ ...options, commit: commit() });
for (const { name, missing } of applications) say(`   ${name}: ${missing ?? 'built'}`);
const folders = applications.filter(({ folder }) => folder).map(({ name, folder }) => [name, folder]);
const server = await new Server({ css: await prepare_style(), ...Object.fromEntries(folders) }).start();
try {
  const run = await measure_all(options, server, applications);
  await fs.writeFile(path.join(build, 'samples.json'), JSON.stringify(run.samples.to_json()));
  const text = markdown(today(), options, run);
  process.stdout.write(text);
  if (options.save) {
    const file = path.join(root, 'benchmarks', 'results', `${today()}-browser.md`);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, text);
    say(`written to ${path.relative(process.cwd(), file)}`);
  }
  if (applications.some(({ wrong }) => wrong) || run.samples.failures.length) process.exitCode = 1;
} finally {
  await server.stop();
}
