// The paired measurement: in each block every application does every operation once, on a fresh page.
import { launch, with_page } from './browser.js';
import { load_average } from './machine.js';
import { measure } from './measure.js';
import { random_source, shuffled } from './statistics.js';

function conditions_of(operation, { throttle, collection }) {
  return {
    slowdown: throttle === 'published' ? operation.slowdown : throttle ?? 1,
    flavor: collection === 'published' ? 'last-resort' : 'regular',
  };
}

/**
 * What is measured when: operations are shuffled in each block; within an operation the order of the applications is
 * shuffled in every even block and reversed in the next, so that nobody always follows the same neighbour.
 */
export function plan(blocks, operations, applications, seed) {
  const random = random_source(seed);
  const order = new Map();
  return Array.from({ length: blocks }, (_, block) =>
    shuffled(operations, random).map((operation) => {
      const before = order.get(operation);
      const now = block % 2 && before ? [...before].reverse() : shuffled(applications, random);
      order.set(operation, now);
      return { operation, applications: now };
    }),
  );
}

/** Measured figures by application, operation and block, and every failure. Nothing is left out or repeated. */
export class Samples {
  #found = new Map();
  failures = [];
  loads = [];

  constructor(blocks) {
    this.blocks = blocks;
  }

  add(name, operation, block, figures) {
    this.#found.set(`${name} ${operation} ${block}`, figures);
  }

  /** One entry per block; undefined where the measurement failed. */
  of(name, operation, figure) {
    const found = (_, block) => this.#found.get(`${name} ${operation} ${block}`)?.[figure];
    return Array.from({ length: this.blocks }, found);
  }

  to_json() {
    return { samples: Object.fromEntries(this.#found), failures: this.failures, loads: this.loads };
  }
}

export async function run_blocks(options, server, applications, say) {
  const samples = new Samples(options.blocks);
  const names = applications.map(({ name }) => name);
  const steps = plan(options.blocks, options.operations, names, options.seed);
  for (let block = 0; block < steps.length; ++block) {
    samples.loads.push(load_average());
    const begun = performance.now();
    const browser = await launch(options.cores);
    try {
      for (const { operation, applications: turn } of steps[block]) {
        for (const name of turn) {
          try {
            const run = (page) => measure(page, operation, conditions_of(operation, options));
            samples.add(name, operation.id, block, await with_page(browser, server, name, run));
          } catch (error) {
            const what = String(error.message ?? error).split('\n')[0];
            samples.failures.push({ name, operation: operation.id, block: block + 1, what });
            say(`   ${name}, ${operation.id}: ${what}`);
          }
        }
      }
    } finally {
      await browser.close();
    }
    const seconds = (performance.now() - begun) / 1000;
    say(`   block ${block + 1} of ${steps.length}: ${seconds.toFixed(0)} s, load ${load_average().toFixed(1)}`);
  }
  samples.loads.push(load_average());
  return samples;
}
