// What an element of the page contains, for hydration, and the operations on what was counted.
let snapshot;

// Is the value of a field another one than a page just loaded would show?
const wasChanged = (field) => {
  if (field.localName === 'textarea') return field.value !== field.defaultValue;
  if (field.localName === 'input' && (field.value === field.defaultValue || /checkbox|radio|file/.test(field.type))) {
    return false;
  }
  const fresh = parse(field.cloneNode(true).outerHTML).firstChild;
  return fresh.value !== field.value;
};

const describe = (node, tokens) => {
  snapshot.push(node);
  if (node.nodeType === Node.TEXT_NODE) tokens.push('T' + node.data);
  else if (node.nodeType !== Node.ELEMENT_NODE) tokens.push('!');
  else {
    tokens.push('<' + node.localName);
    for (const { name, value } of node.attributes) tokens.push('@' + name, '=' + value);
    if (/^(input|textarea|select)$/.test(node.localName) && wasChanged(node)) tokens.push('V' + node.value);
    if (node.checked !== node.defaultChecked) tokens.push(node.checked ? 'C1' : 'C0');
    return true;
  }
};

imports.snapshot = (id, idSize) => {
  const top = document.getElementById(textAt(id, idSize));
  snapshot = [];
  const tokens = [];
  // Without recursion: a page may be deep.
  let node = top;
  while (node) {
    const next = describe(node, tokens) && (node.firstChild ?? (tokens.push('>'), null));
    if (next) {
      node = next;
      continue;
    }
    while (node !== top && !node.nextSibling) {
      node = node.parentNode;
      tokens.push('>');
    }
    node = node === top ? null : node.nextSibling;
  }
  return write(tokens.join('\0'));
};

operations.push(
  (handle, index) => { handles[handle] = snapshot[index]; },
  (index, after, next) => { snapshot[next] = snapshot[index].splitText(after); },
  (handle, parent, before) => put(snapshot[parent], (handles[handle] = new Text()), before ? snapshot[before] : null),
  (index) => snapshot[index].remove(),
  () => { snapshot = null; },
);
