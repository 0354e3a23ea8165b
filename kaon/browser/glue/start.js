// Loads the program that the script element names and starts it. The module runs when the document is parsed.
const source = document.querySelector('script[data-wasm]').dataset.wasm;
const program = await WebAssembly.instantiateStreaming(fetch(source), { kaon: imports });
wasm = program.instance.exports;
wasm.start();
