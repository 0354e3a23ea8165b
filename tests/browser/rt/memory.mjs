// The allocator and the memory functions of the browser half under load, in Node.js; with --measure, their times.
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// Debian 12's Node.js has tail calls but asks for a flag; browsers and later ones do not.
if (parseInt(process.versions.node) < 20) setFlagsFromString('--experimental-wasm-return_call');

const imports = { kaon: new Proxy({}, { get: () => () => 0 }) };
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const { exports } = new WebAssembly.Instance(module, imports);

function equal(found, wanted, about) {
  if (found !== wanted) throw new Error(`${about}: found ${found}, wanted ${wanted}`);
}

const foreign = WebAssembly.Module.imports(module).filter((x) => x.module !== 'kaon');
equal(foreign.length, 0, 'imports of other modules');

equal(exports.moves(), 0, 'memmove and memset');
for (let seed = 1; seed <= 5; seed++) equal(exports.stress(seed * 7919, 200_000), 0, `stress with seed ${seed}`);
// What was given back is used again.
const size = exports.memory.buffer.byteLength;
for (let seed = 1; seed <= 5; seed++) equal(exports.stress(seed * 7919, 200_000), 0, `stress again, seed ${seed}`);
if (exports.memory.buffer.byteLength > size * 1.5) throw new Error('memory grew although as much was free');
equal(exports.refusals(), 0, 'refusals');

if (process.argv.includes('--measure')) {
  const nanoseconds = (run, size) => {
    const count = 5_000_000;
    let best = Infinity;
    for (let i = 0; i < 5; i++) {
      const begin = performance.now();
      run(count, size);
      best = Math.min(best, performance.now() - begin);
    }
    return ((best * 1e6) / count).toFixed(1);
  };
  for (const size of [8, 24, 100, 500, 3000])
    console.log(`new and delete ${size}: ${nanoseconds(exports.pairs, size)} ns`);
  for (const size of [3, 8, 16, 24, 32, 33, 64, 256, 1024])
    console.log(`copy ${size}: ${nanoseconds(exports.copies, size)} ns`);
}
