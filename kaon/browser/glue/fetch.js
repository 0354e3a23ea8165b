// Requests that the program makes: fetch_start and fetch_abort of kaon/browser/host/imports.hpp.
// Bytes on the program's heap, which takes them over.
const handOver = (content) => {
  const at = wasm.allocate(content.length);
  bytesAt(at, content.length).set(content);
  return at;
};

// Requests under way, by number.
const requests = new Map();
let lastRequest = 0;

const readUpTo = async (body, limit) => {
  const parts = [];
  let size = 0;
  const reader = body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    size += part.value.length;
    if (size > limit) return;
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

imports.fetch_start = (operation, method, methodSize, url, urlSize, head, headSize, body, bodySize, limit) => {
  const number = ++lastRequest;
  const controller = new AbortController();
  requests.set(number, controller);
  const init = { method: textAt(method, methodSize), headers: [], signal: controller.signal };
  // Name and value take turns.
  const fields = textAt(head, headSize).split('\n');
  for (let i = 0; i + 1 < fields.length; i += 2) init.headers.push([fields[i], fields[i + 1]]);
  if (bodySize) init.body = bytesAt(body, bodySize).slice();
  const done = (outcome, head, content) => {
    if (!requests.delete(number)) return;
    const headBytes = encoder.encode(head);
    const headAt = handOver(headBytes);
    const contentAt = handOver(content);
    wasm.fetch_done(operation, outcome, headAt, headBytes.length, contentAt, content.length);
  };
  const run = async (url) => {
    const response = await fetch(url, init);
    const content = await readUpTo(response.body, limit);
    if (!content) {
      done(1, '', []);
      controller.abort();
      return;
    }
    const head = [...response.headers].flat().join('\n');
    done(response.status, head, content);
  };
  run(textAt(url, urlSize)).catch((error) => done(0, String(error), []));
  return number;
};

imports.fetch_abort = (number) => {
  const controller = requests.get(number);
  requests.delete(number);
  controller?.abort();
};
