// Memory, transfer size and first paint of one application.
import { setTimeout as sleep } from 'node:timers/promises';
import { with_page } from './browser.js';
import { median } from './statistics.js';

// Runs in the page before its own scripts: remembers every WebAssembly memory that an instance exports or imports.
const remember_wasm_memories = () => {
  const memories = (globalThis.kaon_benchmark_memories = new Set());
  const take = (holder) => {
    for (const value of Object.values(holder ?? {})) if (value instanceof WebAssembly.Memory) memories.add(value);
  };
  const take_all = (result, imports) => {
    take((result.instance ?? result).exports);
    for (const module of Object.values(imports ?? {})) take(module);
    return result;
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (source, imports, ...rest) =>
      take_all(await original.call(WebAssembly, source, imports, ...rest), imports);
  }
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct: (Instance, [module, imports]) => take_all(new Instance(module, imports), imports),
  });
};

const measured_bytes = async () => (await performance.measureUserAgentSpecificMemory()).bytes;
const wasm_bytes = () =>
  Array.from(globalThis.kaon_benchmark_memories ?? [], (memory) => memory.buffer.byteLength).reduce((a, b) => a + b, 0);

async function memory_bytes(page, add_wasm) {
  await page.collect_garbage();
  await sleep(40);
  return (await page.evaluate(measured_bytes)) + (add_wasm ? await page.evaluate(wasm_bytes) : 0);
}

async function memory_once(page, add_wasm) {
  const ready = await memory_bytes(page, add_wasm);
  await page.act('run');
  const run = await memory_bytes(page, add_wasm);
  await page.act('clear');
  for (let i = 0; i < 4; ++i) {
    await page.act('run');
    await page.act('clear');
  }
  return { ready, run, cleared: await memory_bytes(page, add_wasm) };
}

/**
 * Medians over `times` fresh pages, in bytes: when ready, with 1,000 rows, after five times 1,000 rows and clear.
 * `add_wasm`: the whole of every WebAssembly memory is added, for browsers whose measurement leaves it out.
 */
export async function memory_of(browser, server, name, times, add_wasm) {
  const once = (page) => memory_once(page, add_wasm);
  const samples = [];
  for (let i = 0; i < times; ++i) {
    samples.push(await with_page(browser, server, name, once, { first: remember_wasm_memories }));
  }
  const of = (field) => median(samples.map((sample) => sample[field]));
  return { ready: of('ready'), run: of('run'), cleared: of('cleared') };
}

const probe_mebibytes = 16;

/** Whether the browser's measurement includes WebAssembly memory: a page takes some, and is measured again. */
export async function sees_wasm_memory(browser, server, name) {
  return with_page(browser, server, name, async (page) => {
    const before = await memory_bytes(page, false);
    await page.evaluate((pages) => {
      globalThis.kaon_benchmark_memory = new WebAssembly.Memory({ initial: pages });
      new Uint8Array(globalThis.kaon_benchmark_memory.buffer).fill(1);
    }, probe_mebibytes * 16);
    return (await memory_bytes(page, false)) - before > probe_mebibytes * 2 ** 19;
  });
}

/** Bytes of all files that the page asks for before and after its first click. */
export async function transfer_of(browser, server, name) {
  server.forget_requests();
  return with_page(browser, server, name, async (page) => {
    await page.act('run');
    return server.transferred();
  });
}

/** Milliseconds from navigation to the first paint, compressed with brotli; the median of `times` fresh pages. */
export async function first_paint_of(browser, server, name, times) {
  server.compressed = true;
  try {
    const samples = [];
    for (let i = 0; i < times; ++i) {
      samples.push(
        await with_page(browser, server, name, (page) =>
          page.evaluate(() => performance.getEntriesByName('first-paint')[0].startTime),
        ),
      );
    }
    return median(samples);
  } finally {
    server.compressed = false;
  }
}
