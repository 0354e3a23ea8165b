// What the table must show: the actions carried out on a plain array, next to the page.
import { row_source } from '../apps/rows.js';

export class Model {
  constructor() {
    this.next_rows = row_source();
    this.rows = [];
    this.selected = null;
  }

  apply(action) {
    const [verb, number] = action.split(' ');
    const { rows } = this;
    if (verb === 'run' || verb === 'runlots' || verb === 'clear') {
      this.rows = this.next_rows({ run: 1000, runlots: 10000, clear: 0 }[verb]);
      this.selected = null;
    } else if (verb === 'add') this.rows = rows.concat(this.next_rows(1000));
    else if (verb === 'update') rows.forEach((row, i) => (row.label += i % 10 ? '' : ' !!!'));
    else if (verb === 'swaprows' && rows.length > 998) [rows[1], rows[998]] = [rows[998], rows[1]];
    else if (verb === 'select') this.selected = rows[number - 1].id;
    else if (verb === 'remove') rows.splice(number - 1, 1);
  }

  /** One line per row: "id label", with a * before the selected one. */
  lines() {
    return this.rows.map(({ id, label }) => `${id === this.selected ? '*' : ''}${id} ${label}`);
  }
}

/** The first difference in words, or nothing. */
export function difference(expected, shown) {
  if (shown.length !== expected.length) return `${shown.length} rows instead of ${expected.length}`;
  const at = expected.findIndex((line, i) => line !== shown[i]);
  if (at >= 0) return `row ${at + 1} is "${shown[at]}" instead of "${expected[at]}"`;
}
