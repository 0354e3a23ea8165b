// What all parts of the page's side stand on: text and memory of the program (kaon/browser/host/imports.hpp).
//
// The files of this folder become one module, kaon.js, in the order host.js, the others by name, in debug builds those
// that begin with debug_, start.js: they share their top-level names. A file adds what C++ imports to `imports`, and is
// left out where the program imports none of it. Comments stand on lines of their own, since the release build drops
// such lines and indentation and changes nothing else.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const imports = {};
// The exports of the running program; set by start.js.
let wasm;

// A view of the memory is made for each use, since growth of the memory detaches it.
const bytesAt = (at, size) => new Uint8Array(wasm.memory.buffer, at, size);
const textAt = (at, size) => decoder.decode(bytesAt(at, size));
