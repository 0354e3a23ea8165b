// What the command line says.
import { parseArgs } from 'node:util';
import { operations } from './operations.js';

export const usage = `Usage: benchmarks/run browser [--kaon DIR] [--blocks N] [--save]

Measures the table application of Kaon against plain JavaScript, Solid and React in Chromium, in one run, and prints
the figures as Markdown. About half an hour with 15 blocks and four applications; wants an idle machine.
  --kaon DIR         the folder with Kaon's index.html, kaon.js and kaon.wasm; without it Kaon is a skipped row
  --blocks N         how often every operation is measured with every application (15)
  --quick            3 blocks: shows that everything works, its figures are worth little
  --save             also writes benchmarks/results/DATE-browser.md
  --applications A,B only these, and vanilla, which every ratio needs
  --operations A,B   only these: ${operations.map((operation) => operation.id).join(', ')}
  --throttle N       slows the processor N times while it is measured, or as published for each operation: published
  --collection KIND  before the timed click: published (last resort: V8 also drops compiled JavaScript) or plain
  --cores LIST       the browser runs on these cores only, as taskset names them
  --seed N           the order in which things are measured (from the clock)
The samples go to build/bench/browser/samples.json.
`;

function positive(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} wants a whole number above 0, not ${text}`);
  return value;
}

function chosen(name, text, known) {
  if (text === undefined) return known;
  const wanted = text.split(',');
  const stranger = wanted.find((word) => !known.includes(word));
  if (stranger !== undefined) throw new Error(`--${name} knows ${known.join(', ')}, not ${stranger}`);
  return known.filter((word) => wanted.includes(word));
}

const throttle = (text) => (text === undefined || text === 'published' ? text : positive('throttle', text));

/** Throws an Error in the user's words. */
export function read_options(words) {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const { values } = parseArgs({
    args: words,
    options: {
      kaon: text, blocks: text, quick: flag, save: flag, applications: text, operations: text, throttle: text,
      cores: text, seed: text, collection: text, help: { type: 'boolean', short: 'h' },
    },
  });
  const applications = chosen('applications', values.applications, ['vanilla', 'solid', 'react', 'kaon']);
  const ids = chosen('operations', values.operations, operations.map((operation) => operation.id));
  return {
    help: values.help ?? false,
    save: values.save ?? false,
    kaon: values.kaon,
    blocks: values.blocks ? positive('blocks', values.blocks) : values.quick ? 3 : 15,
    applications: ['vanilla', ...applications.filter((name) => name !== 'vanilla')],
    operations: operations.filter((operation) => ids.includes(operation.id)),
    throttle: throttle(values.throttle),
    cores: values.cores,
    collection: chosen('collection', values.collection ?? 'published', ['published', 'plain'])[0],
    seed: values.seed ? positive('seed', values.seed) : Date.now() % 1_000_000,
  };
}
