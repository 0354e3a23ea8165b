// The table by hand: what a careful author writes without a framework, and the base of every ratio.
import { row_source } from '../rows.js';

const next_rows = row_source();
const table = document.querySelector('table');
const body = table.tBodies[0];
const template = document.createElement('template');
template.innerHTML =
  '<tr><td class="col-md-1"> </td><td class="col-md-4"><a> </a></td><td class="col-md-1"><a>' +
  '<span class="glyphicon glyphicon-remove" aria-hidden="true"></span></a></td><td class="col-md-6"></td></tr>';
const empty_row = template.content.firstChild;

// What is shown, in order: {id, label, element, text}, the last being the text node of the label.
let rows = [];
let selected = null;

function append(count) {
  for (const row of next_rows(count)) {
    const element = empty_row.cloneNode(true);
    const id_cell = element.firstChild;
    const text = id_cell.nextSibling.firstChild.firstChild;
    id_cell.firstChild.nodeValue = row.id;
    text.nodeValue = row.label;
    row.element = element;
    row.text = text;
    rows.push(row);
    body.appendChild(element);
  }
}

function clear() {
  body.textContent = '';
  rows = [];
  selected = null;
}

// Filled outside of the document, which saves Chromium a few per cent.
function replace(count) {
  clear();
  body.remove();
  append(count);
  table.appendChild(body);
}

function update() {
  for (let i = 0; i < rows.length; i += 10) rows[i].text.nodeValue = rows[i].label += ' !!!';
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
