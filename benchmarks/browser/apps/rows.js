// The rows that every application shows: ids count from 1 and never start again, labels come from a seeded generator.
const adjectives = [
  'pretty', 'large', 'big', 'small', 'tall', 'short', 'long', 'handsome', 'plain', 'quaint', 'clean', 'elegant', 'easy',
  'angry', 'crazy', 'helpful', 'mushy', 'odd', 'unsightly', 'adorable', 'important', 'inexpensive', 'cheap',
  'expensive', 'fancy',
];
const colours = [
  'red', 'yellow', 'blue', 'green', 'pink', 'brown', 'purple', 'brown', 'white', 'black', 'orange',
];
const nouns = [
  'table', 'chair', 'house', 'bbq', 'desk', 'car', 'pony', 'cookie', 'sandwich', 'burger', 'pizza', 'mouse', 'keyboard',
];

/** A function that gives the next `count` rows, as {id, label}. Each page, and the harness's model, has one. */
export function row_source() {
  // 30 bits are a small integer to V8, so that drawing a word never allocates.
  let state = 1;
  let id = 0;
  const draw = (words) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x3fffffff;
    return words[(state >>> 8) % words.length];
  };
  return (count) => {
    const rows = new Array(count);
    for (let i = 0; i < count; ++i) {
      rows[i] = { id: ++id, label: `${draw(adjectives)} ${draw(colours)} ${draw(nouns)}` };
    }
    return rows;
  };
}
