// Time: the clock, and when the program's next turn comes.
imports.now = () => performance.now();

const turn = () => wasm.turn(0);
imports.wake_soon = () => queueMicrotask(turn);

// A message is the quickest task that lets the page paint before it.
const channel = new MessageChannel();
channel.port1.onmessage = turn;
imports.wake_next = () => channel.port2.postMessage(0);

let timeout;
imports.wake_after = (milliseconds) => {
  clearTimeout(timeout);
  timeout = setTimeout(() => wasm.turn(1), milliseconds);
};
