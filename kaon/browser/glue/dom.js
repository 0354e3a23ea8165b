// The page in a browser: applies the operation buffers of kaon/ui/dom/ops.hpp, tells of events, takes snapshots.
//
// A part of the module that host.js begins: `imports`, `wasm`, `bytesAt`, `textAt` and `encoder` are its.
const handles = [null];
const names = [];
const templates = [];
// By handle: for a root of an instance that has events, its mark (see close).
const marksOfRoots = [];
// While a batch is applied: [node, method name] of what is called after it.
let calls;

// The memory of the program, where in it the next word of the batch is, and the batch's text.
let words = new Int32Array(), at, batchText;
const cut = (offset, length) => batchText.substr(offset, length);
const real = (...halves) => new Float64Array(new Int32Array(halves).buffer)[0];

const wordsOf = (text) => text.match(/[^\t\n\f\r ]+/g) ?? [];

const toggleClass = (node, classes, on) => {
  // An element without other classes is the most frequent, and needs no list of them.
  if (node.className === (on ? '' : classes)) node.className = on ? classes : '';
  else node.classList[on ? 'add' : 'remove'](...wordsOf(classes));
};

// What each changing part of the class attribute put there last is kept with the node.
const setClassText = (node, part, text) => {
  const parts = (node.$c ??= []);
  node.classList.remove(...(parts[part] ?? []));
  node.classList.add(...(parts[part] = wordsOf(text)));
};

// A script or an extension may have moved `before` elsewhere: then the end of the parent is as good a place as any.
const put = (parent, node, before) => {
  try {
    parent.insertBefore(node, before);
  } catch {
    parent.appendChild(node);
  }
};

// What markup parses to where `space` is the namespace.
const parse = (html, space) => {
  const isSvg = space === SPACES.svg;
  const template = document.createElement('template');
  template.innerHTML = isSvg ? `<svg>${html}</svg>` : html;
  // In the page's own document, so that clones need not be adopted.
  const content = document.importNode(template.content, true);
  if (isSvg) content.firstChild.replaceWith(...content.firstChild.childNodes);
  return content;
};

// --- Templates

const SPACES = { svg: 'http://www.w3.org/2000/svg', math: 'http://www.w3.org/1998/Math/MathML' };
const HTML_SPACE = 'http://www.w3.org/1999/xhtml';
// Of what is in `parent`, which may be a template's fragment.
const spaceIn = (parent, template) =>
  parent.localName === 'foreignObject' ? HTML_SPACE : parent.namespaceURI ?? template.space;

// Slot kinds as in ops.hpp: up to HTML a new child, after it about the element itself.
const TEXT = 1, TEXT_INT = 2, TEXT_REAL = 3, HTML = 4, CLASS_TOGGLE = 6, ATTRIBUTE = 7, EVENT = 8, EVENT_HERE = 9;
const HAS_HANDLE = 0x100;

// The template under construction. `content` holds its roots; each instance walks through its clone by `steps` and then
// does what `plan` says, four numbers for each slot: kind, register, name, number of the event.
let made;
// The register that the walk through a clone leaves a node in. Each step fills the next register from one before it:
// its first child (step 2 * from) or its next sibling (step 2 * from + 1). Register 0 is the first root.
let registers;

const registerOf = (node) => {
  if (!registers.has(node)) {
    const { previousSibling, parentNode } = node;
    const from = previousSibling ?? parentNode;
    if (from !== made.content) made.steps.push(registerOf(from) * 2 + (previousSibling ? 1 : 0));
    registers.set(node, registers.size);
  }
  return registers.get(node);
};

// An element's tag and its place among its siblings of that tag. Other nodes may have come between them without harm.
const stepTo = (node) => {
  const { localName } = node;
  let rank = 0;
  while ((node = node.previousElementSibling)) rank += node.localName === localName;
  return localName + rank;
};

// What is heard at a node of the template: by its own `slots`, and `below`, by the step that leads to an element in it,
// where the same is known of that.
const heardAt = (node) => {
  const { parentNode } = node;
  if (parentNode !== made.content) return ((heardAt(parentNode).below ??= {})[stepTo(node)] ??= { slots: [] });
  if (!made.heard.has(node)) made.heard.set(node, { slots: [] });
  return made.heard.get(node);
};

const define = (id, svg) => {
  handles[0] = new DocumentFragment();
  made = templates[id] = { content: handles[0], space: svg ? SPACES.svg : HTML_SPACE, steps: [], plan: [],
    heard: new Map(), events: 0 };
  registers = new Map();
};

const open = (offset, length) => {
  const [parent] = handles;
  const tag = cut(offset, length);
  // A script that a parser has seen in a template runs in none of its clones.
  handles[0] = parent.appendChild(tag === 'script' ? parse('<script></script>').firstChild
    : document.createElementNS(SPACES[tag] ?? spaceIn(parent, made), tag));
};

const addSlot = (word, name) => {
  const kind = word & 0xff;
  let [node] = handles;
  if (kind <= HTML) node = node.appendChild(new Text());
  const slot = kind < EVENT ? 0 : made.events++;
  if (kind === EVENT) heardAt(node).slots.push({ name: names[name], slot });
  else made.plan.push(word, registerOf(node), name, slot);
};

const close = () => {
  const [node] = handles;
  handles[0] = node.parentNode;
  if (handles[0]) {
    // What a parser does: content of a <template> is kept apart, and a range has its limits before its value.
    if (node instanceof HTMLTemplateElement) node.content.append(...node.childNodes);
    const value = node.getAttribute('value');
    if (value !== null) node.setAttribute('value', value);
    return;
  }
  // For each root its place, and what is heard at it and below.
  made.roots = Array.from(node.childNodes, (root, index) => ({
    register: registerOf(root), index, heard: made.heard.get(root) }));
  made.marks = made.roots.filter((root) => root.heard);
  if (made.roots.length === 1) made.root = node.firstChild;
};

// What events look for on their way: at a template's root its handle, at a node with handlers of its own a list of
// them. One property for both, since a look-up of what is not there costs most.
const addHandler = (node, base, slot, name) => {
  const { $k } = node;
  if (!Array.isArray($k)) node.$k = $k === undefined ? [] : [{ root: $k }];
  node.$k.push({ base, slot, name: names[name] });
};

const nodes = [];

const instance = (id, base, parent, before) => {
  const template = templates[id];
  const text = batchText;
  let from = at;
  const { content, root, roots, marks, steps, plan } = template;
  let handle = base;
  const clone = (root ?? content).cloneNode(true);
  nodes[0] = root ? clone : clone.firstChild;
  for (let i = 0; i < steps.length; ) {
    const step = steps[i++];
    const known = nodes[step >> 1];
    nodes[i] = step & 1 ? known.nextSibling : known.firstChild;
  }
  if (root) handles[handle++] = clone;
  else for (const { register } of roots) handles[handle++] = nodes[register];
  for (let i = 0; i < marks.length; ++i) {
    const of = base + marks[i].index;
    handles[of].$k = of;
    marksOfRoots[of] = marks[i];
  }
  for (let i = 0; i < plan.length; i += 4) {
    const node = nodes[plan[i + 1]];
    switch (plan[i] & 0xff) {
      case TEXT:
        node.nodeValue = text.substr(words[from++], words[from++]);
        break;
      case TEXT_INT:
        node.nodeValue = words[from++];
        break;
      case TEXT_REAL:
        node.nodeValue = real(words[from++], words[from++]);
        break;
      case HTML:
        node.replaceWith(parse(text.substr(words[from++], words[from++]), spaceIn(node.parentNode, template)));
        break;
      case CLASS_TOGGLE:
        if (words[from++]) toggleClass(node, names[plan[i + 2]], true);
        break;
      case ATTRIBUTE:
        node.setAttribute(names[plan[i + 2]], text.substr(words[from++], words[from++]));
        break;
      case EVENT_HERE:
        addHandler(node, base, plan[i + 3], plan[i + 2]);
    }
    if (plan[i] & HAS_HANDLE) handles[handle++] = node;
  }
  if (parent) put(handles[parent], clone, handles[before]);
  at = from;
};

// --- Operations

// In the order of ops.hpp; the parameters of each are its words. Those of hydration are in snapshot.js.
const operations = [
  ,
  (name, offset, length) => { names[name] = cut(offset, length); },
  (handle, offset, length) => { handles[handle] = document.getElementById(cut(offset, length)); },
  define,
  open,
  (offset, length) => handles[0].append(cut(offset, length)),
  addSlot,
  close,
  instance,
  (handle, offset, length) => { handles[handle].nodeValue = cut(offset, length); },
  (handle, low, high) => { handles[handle].nodeValue = real(low, high); },
  (handle, name, offset, length) => handles[handle].setAttribute(names[name], cut(offset, length)),
  (handle, name, low, high) => handles[handle].setAttribute(names[name], real(low, high)),
  (handle, name) => handles[handle].removeAttribute(names[name]),
  (handle, name, on) => toggleClass(handles[handle], names[name], on),
  (handle, part, offset, length) => setClassText(handles[handle], part, cut(offset, length)),
  (handle, name, offset, length) => handles[handle].style.setProperty(names[name], cut(offset, length)),
  (handle, name, low, high) => handles[handle].style.setProperty(names[name], real(low, high)),
  (handle, name) => handles[handle].style.removeProperty(names[name]),
  (handle, name, offset, length) => {
    const node = handles[handle];
    const value = cut(offset, length);
    if (node[names[name]] !== value) node[names[name]] = value;
  },
  (handle, name, on) => { handles[handle][names[name]] = on !== 0; },
  (handle, name, low, high) => { handles[handle][names[name]] = real(low, high); },
  (parent, handle, before) => put(handles[parent], handles[handle], handles[before]),
  (handle) => handles[handle].remove(),
  (handle) => { handles[handle].textContent = ''; },
  (base, count) => handles.fill(null, base, base + count),
  (name, detail) => listen(names[name], detail),
  (handle, base, slot, name) => addHandler(handles[handle], base, slot, name),
  (handle, name) => calls.push([handles[handle], names[name]]),
  (level, offset, length) => console[['log', 'warn', 'error'][level]](cut(offset, length)),
];

imports.apply = (address, count, textAddress, textSize) => {
  batchText = textSize ? textAt(textAddress, textSize) : '';
  // Growth of the memory has emptied the view.
  if (!words.length) words = new Int32Array(wasm.memory.buffer);
  at = address / 4;
  const end = at + count;
  const wanted = (calls = []);
  try {
    while (at < end) {
      const operation = operations[words[at++]];
      const first = at;
      at += operation.length;
      operation(words[first], words[first + 1], words[first + 2], words[first + 3]);
    }
  } finally {
    calls = null;
  }
  for (const [node, name] of wanted) {
    try {
      node[name]();
    } catch (error) {
      console.error(error);
    }
  }
};

// Writes the text where the program reads it, and gives its size in bytes.
const write = (text) => {
  if (!text) return 0;
  const to = wasm.text_buffer(text.length * 3);
  return encoder.encodeInto(text, bytesAt(to, text.length * 3)).written;
};

// --- Events

const MOUSE = 1, KEY = 2, INPUT = 3, FORM = 4;
const details = new Map();

// The frequent ones of the events that bubble.
const bubbling = /^(click|input|change|submit|(key|mouse|pointer)(down|up|move|over|out))$/;

const listen = (name, detail) => {
  if (!details.has(name)) {
    // Of other events the document hears what bubbles when it has come up, and else what is on its way down.
    if (!bubbling.test(name)) {
      document.addEventListener(name, (event) => event.bubbles || hear(event), { capture: true, passive: false });
    }
    document.addEventListener(name, hear, { passive: false });
  }
  details.set(name, Math.max(detail, details.get(name) ?? 0));
};

const fieldsOf = (target, submitter) => {
  const fields = Object.create(null);
  const form = target.form ?? target;
  if (form instanceof HTMLFormElement) {
    for (const [name, value] of new FormData(form, submitter)) {
      if (typeof value === 'string') (fields[name] ??= []).push(value);
    }
  }
  for (const name in fields) if (fields[name].length === 1) fields[name] = fields[name][0];
  return JSON.stringify(fields);
};

const modifiersOf = (event) =>
  (event.altKey | (event.ctrlKey << 1) | (event.metaKey << 2) | (event.shiftKey << 3)) << 8;

// a, b, c of ops.hpp and the size of the text, as far as a handler asks for them.
const detailOf = (event, type) => {
  const { target } = event;
  switch (details.get(type)) {
    case MOUSE:
      return [event.clientX, event.clientY, (event.button & 0xff) | modifiersOf(event)];
    case KEY:
      return [0, 0, event.repeat | modifiersOf(event), write(event.key)];
    case INPUT:
      return [0, 0, target.checked, write(target.value)];
    case FORM:
      return [0, 0, 0, write(fieldsOf(target, event.submitter))];
  }
  return [];
};

// The nodes from an event's target outwards, and its handlers: node, base and slot.
let way, found;

// Those at way[at] and on the way below it, the deeper ones first.
const find = ({ slots, below }, at, base, type) => {
  const next = at && below?.[stepTo(way[at - 1])];
  if (next) find(next, at - 1, base, type);
  for (let i = 0; i < slots.length; ++i) {
    if (slots[i].name === type) found.push({ node: way[at], base, slot: slots[i].slot });
  }
};

const findFrom = (root, at, type) => {
  const { heard, index } = marksOfRoots[root];
  find(heard, at, root - index, type);
};

const findHere = (marks, at, type) => {
  for (const { root, name, base, slot } of marks) {
    if (root) findFrom(root, at, type);
    else if (name === type) found.push({ node: way[at], base, slot });
  }
};

// Much of this runs once or twice in a page's life, before anything of it is compiled: few steps matter. To look up a
// property that a node has not costs most, since all its prototypes are searched; hasOwn looks at the node alone.
const hear = (event) => {
  // What an operation itself causes, such as a blur by removing, is not told: its element is going.
  if (calls) return;
  const { type } = event;
  // Handlers may cause events themselves, which are heard anew.
  const handlers = (found = []);
  way = event.composedPath();
  // The last two are the document and the window, where names of elements would be looked up.
  for (let at = 0; at < way.length - 2; ++at) {
    if (Object.hasOwn(way[at], '$k')) {
      const { $k } = way[at];
      ($k.length ? findHere : findFrom)($k, at, type);
    }
  }
  for (let i = 0; i < handlers.length; ++i) {
    const { node, base, slot } = handlers[i];
    // Earlier handlers may have removed the node. Browsers keep the mouse from disabled controls, and so does this.
    if (!node.isConnected || !(event.bubbles || node === event.target)) continue;
    if (node.disabled && event instanceof MouseEvent) continue;
    const bits = wasm.event(base, slot, ...detailOf(event, type));
    if (bits & 1) event.preventDefault();
    // Nobody further out is to hear of it.
    if (bits & 2) return;
  }
};
