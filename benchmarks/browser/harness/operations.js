// The nine operations of js-framework-benchmark (keyed): what is pressed before, what is timed, and their weights.
//
// An action is one real click: the id of a button, "select N" or "remove N" (the Nth row, from 1). `slowdown` is the
// published throttling of the processor; `patience` is how long the page is left alone after the click, in ms.

const times = (count, ...actions) => Array.from({ length: count }, () => actions).flat();

export const operations = [
  { id: 'create', title: 'create 1,000 rows', before: times(5, 'run', 'clear'), timed: 'run', slowdown: 1,
    weight: 0.6428 },
  { id: 'replace', title: 'replace 1,000 rows', before: times(5, 'run'), timed: 'run', slowdown: 1, weight: 0.5607 },
  { id: 'update', title: 'update every 10th row', before: ['run', ...times(3, 'update')], timed: 'update', slowdown: 4,
    weight: 0.5644 },
  { id: 'select', title: 'select a row', before: ['run', 'select 5'], timed: 'select 2', slowdown: 4, weight: 0.1926 },
  { id: 'swap', title: 'swap two rows', before: ['run', ...times(6, 'swaprows')], timed: 'swaprows', slowdown: 4,
    weight: 0.132 },
  { id: 'remove', title: 'remove a row', before: ['run', ...[9, 8, 7, 6, 5, 6].map((row) => `remove ${row}`)],
    timed: 'remove 4', slowdown: 2, weight: 0.5277 },
  { id: 'create10k', title: 'create 10,000 rows', before: times(5, 'run', 'clear'), timed: 'runlots', slowdown: 1,
    weight: 0.5644, patience: 1500 },
  { id: 'append', title: 'append 1,000 rows', before: [...times(5, 'run', 'clear'), 'run'], timed: 'add', slowdown: 1,
    weight: 0.5508 },
  { id: 'clear', title: 'clear 1,000 rows', before: [...times(5, 'run', 'clear'), 'run'], timed: 'clear', slowdown: 4,
    weight: 0.4226 },
];

/** Where an action is clicked, as a CSS selector. */
export function target_of(action) {
  const [verb, row] = action.split(' ');
  if (verb === 'select') return `tbody > tr:nth-of-type(${row}) > td:nth-of-type(2) > a`;
  if (verb === 'remove') return `tbody > tr:nth-of-type(${row}) > td:nth-of-type(3) > a > span`;
  return `#${verb}`;
}
