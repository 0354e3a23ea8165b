// The rows that all applications agree on, and what each action makes of them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { row_source } from '../apps/rows.js';
import { difference, Model } from './model.js';

function after(...actions) {
  const model = new Model();
  for (const action of actions) model.apply(action);
  return model.lines();
}

test('the generator gives the rows that apps/kaon/README.md promises', () => {
  const next_rows = row_source();
  const first = next_rows(1000);
  assert.deepEqual(first.slice(0, 3).map(({ label }) => label), [
    'pretty pink mouse', 'mushy pink cookie', 'angry blue house',
  ]);
  assert.deepEqual(first[999], { id: 1000, label: 'expensive blue sandwich' });
  assert.deepEqual(next_rows(1), [{ id: 1001, label: 'handsome green pony' }]);
});

test('ids never start again', () => {
  assert.equal(after('run', 'clear', 'run')[0].split(' ')[0], '1001');
  assert.equal(after('run', 'add').length, 2000);
});

test('update marks every tenth row, from the first', () => {
  const lines = after('run', 'update', 'update');
  const marked = lines.flatMap((line, i) => (line.endsWith(' !!! !!!') ? [i] : []));
  assert.deepEqual(marked, Array.from({ length: 100 }, (_, i) => 10 * i));
  assert.equal(lines.filter((line) => line.includes('!')).length, 100);
});

test('swap exchanges rows 2 and 999, and needs as many', () => {
  const lines = after('run', 'swaprows');
  assert.match(lines[1], /^999 /);
  assert.match(lines[998], /^2 /);
  assert.deepEqual(after('clear', 'swaprows'), []);
});

test('one row is selected until the rows are replaced', () => {
  assert.deepEqual(after('run', 'select 5', 'select 2').filter((line) => line.startsWith('*')).length, 1);
  assert.match(after('run', 'select 5', 'remove 4')[3], /^\*5 /);
  assert.equal(after('run', 'select 5', 'run').filter((line) => line.startsWith('*')).length, 0);
});

test('a difference is told in words', () => {
  assert.equal(difference(['1 a'], ['1 a']), undefined);
  assert.equal(difference(['1 a'], []), '0 rows instead of 1');
  assert.equal(difference(['1 a', '2 b'], ['1 a', '*2 b']), 'row 2 is "*2 b" instead of "2 b"');
});
