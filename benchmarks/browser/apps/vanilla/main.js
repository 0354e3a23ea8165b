// The table by hand: what a careful author writes without a framework, and the base of every ratio.
import { row_source } from '../rows.js';

const next_rows = row_source();
const body = document.querySelector('tbody');
const template = document.createElement('template');
template.innerHTML =
  '<tr><td class="col-md-1"> </td><td class="col-md-4"><a> </a></td><td class="col-md-1"><a>' +
  '<span class="glyphicon glyphicon-remove" aria-hidden="true"></span></a></td><td class="col-md-6"></td></tr>';
const empty_row = template.content.firstChild;

// What is shown, in order: the row's data, its element, and the text node of its label.
class Row {
  constructor(data, element, text) {
    this.data = data;
    this.element = element;
    this.text = text;
  }
}
let rows = [];
let selected = null;

function append(count) {
  for (const data of next_rows(count)) {
    const element = empty_row.cloneNode(true);
    const id_cell = element.firstChild;
    const text = id_cell.nextSibling.firstChild.firstChild;
    id_cell.firstChild.nodeValue = data.id;
    text.nodeValue = data.label;
    rows.push(new Row(data, element, text));
    body.appendChild(element);
  }
}

function clear() {
  body.textContent = '';
  rows = [];
  selected = null;
}

function replace(count) {
  clear();
  append(count);
}

function update() {
  for (let i = 0; i < rows.length; i += 10) rows[i].text.nodeValue = rows[i].data.label += ' !!!';
}

function swap() {
  if (rows.length <= 998) return;
  const [first, last] = [rows[1], rows[998]];
  const after_last = last.element.nextSibling;
  body.insertBefore(last.element, first.element);
  body.insertBefore(first.element, after_last);
  rows[1] = last;
  rows[998] = first;
}

function select(element) {
  if (selected) selected.className = '';
  selected = element;
  element.className = 'danger';
}

function remove(element) {
  rows.splice(rows.findIndex((row) => row.element === element), 1);
  if (selected === element) selected = null;
  element.remove();
}

const buttons = {
  run: () => replace(1000),
  runlots: () => replace(10000),
  add: () => append(1000),
  update,
  clear,
  swaprows: swap,
};
for (const id in buttons) document.getElementById(id).addEventListener('click', buttons[id]);
body.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  const element = link.parentNode.parentNode;
  if (link.firstElementChild) remove(element);
  else select(element);
});
