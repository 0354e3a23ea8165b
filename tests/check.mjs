// What scripts that test programs say with: check, equal, until. A test fails by throwing.
export function check(holds, ...about) {
  if (holds) return;
  throw new Error(about.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))).join(' ') || 'a check failed');
}

export function equal(found, wanted, about = 'value') {
  check(Object.is(found, wanted), `${about}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}

export const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

// Waits for something to become true; `otherwise` tells what is the case instead. Both may be asynchronous.
export async function until(holds, otherwise, limit = 30000) {
  for (const end = Date.now() + limit; !(await holds()); ) {
    if (Date.now() > end) throw new Error(await otherwise());
    await pause(5);
  }
}
