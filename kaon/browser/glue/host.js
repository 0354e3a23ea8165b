// What all parts of the page's side stand on: text and memory of the program (kaon/browser/host/imports.hpp).
//
// The files of this folder become one module, kaon.js, in the order host.js, the others by name, start.js: they share
// their top-level names. A file adds what C++ imports to `imports`, and is left out where the program imports none of
// it. Comments stand on lines of their own, since the release build drops such lines and indentation and changes
// nothing else.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const imports = {};
// The exports of the running program; set by start.js.
let wasm;

// Growth of the memory detaches views of it, so a view is asked for anew after every call into the program.
let seenBytes = new Uint8Array();
const bytes = () => {
  if (seenBytes.buffer !== wasm.memory.buffer) seenBytes = new Uint8Array(wasm.memory.buffer);
  return seenBytes;
};
const textAt = (at, size) => decoder.decode(bytes().subarray(at, at + size));
