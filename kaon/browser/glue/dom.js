// The page in a browser: applies the operation buffers of kaon/ui/dom/ops.hpp, tells of events, takes snapshots.
//
// A part of the module that host.js begins: `imports`, `wasm`, `bytes`, `textAt`, `encoder` and `decoder` are its.
const handles = [null];
const names = [];
// For each name its words as classes; null when it is one word, the usual case.
const nameWords = [];
const templates = [];
// By handle: for a root of an instance that has events, its RootEvents (see define).
const eventsOfRoots = [];
// While a batch is applied: [node, method name] of what is called after it.
let calls;

let words = new Int32Array();

const real = new Float64Array(1);
const halves = new Int32Array(real.buffer);
const realAt = (at) => {
  halves[0] = words[at];
  halves[1] = words[at + 1];
  return real[0];
};

const wordsOf = (text) => text.match(/[^\t\n\f\r ]+/g) ?? [];

const toggleClass = (node, name, on) => {
  const several = nameWords[name];
  // An element without other classes is the most frequent, and needs no list of them.
  if (!several && node.className === (on ? '' : names[name])) node.className = on ? names[name] : '';
  else if (!several) node.classList.toggle(names[name], on);
  else if (on) node.classList.add(...several);
  else node.classList.remove(...several);
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

const parse = (html, isSvg) => {
  const template = document.createElement('template');
  template.innerHTML = isSvg ? `<svg>${html}</svg>` : html;
  // In the page's own document, so that clones need not be adopted.
  const content = document.importNode(template.content, true);
  if (isSvg) content.firstChild.replaceWith(...content.firstChild.childNodes);
  return content;
};

// Slot kinds as in ops.hpp, and one more: class_toggle of one word on an element without other classes.
const TEXT = 1, TEXT_INT = 2, TEXT_REAL = 3, ATTRIBUTE = 4, CLASS_TOGGLE = 5, EVENT = 6, EVENT_HERE = 7, HTML = 8;
const CLASS_ALONE = 9;
const HAS_HANDLE = 0x100;

// The register that the walk through a clone leaves a node in. Each step fills the next register from one before it:
// its first child (step 2 * from) or its next sibling (step 2 * from + 1). Register 0 is the first root.
const registerOf = (node, registers, steps) => {
  if (!registers.has(node)) {
    const { previousSibling } = node;
    const from = registerOf(previousSibling ?? node.parentNode, registers, steps);
    steps.push(from * 2 + (previousSibling ? 1 : 0));
    registers.set(node, registers.size);
  }
  return registers.get(node);
};

// The place of an element among its siblings of the same tag. Other nodes may have come between them without harm.
const rankOf = (node) => {
  let rank = 0;
  for (let other = node; (other = other.previousElementSibling); ) rank += other.localName === node.localName;
  return rank;
};

const readSlots = (at, count, content) => {
  const slots = [];
  for (; count; --count) {
    const path = words.subarray(at + 3, at + 3 + words[at + 2]);
    let node = content;
    for (const index of path) node = node.childNodes[index];
    slots.push({ kind: words[at] & 0xff, handle: words[at] & HAS_HANDLE, name: words[at + 1], root: path[0], node });
    at += 3 + path.length;
  }
  return [slots, at];
};

const define = (at, text) => {
  const content = parse(text.substr(words[at + 2], words[at + 3]), words[at + 1] & 1);
  const [slots, end] = readSlots(at + 6, words[at + 5], content);
  for (const slot of slots) {
    if (slot.kind < TEXT || slot.kind > TEXT_REAL) continue;
    const comment = slot.node;
    comment.replaceWith((slot.node = new Text(' ')));
  }
  const registers = new Map([[content.firstChild, 0]]);
  const steps = [];
  // RootEvents: the root's place among the roots, and the events that are found below it by tag and rank.
  const roots = Array.from(content.childNodes, (node, index) => ({
    register: registerOf(node, registers, steps), index, events: [] }));
  const plan = [];
  let events = 0;
  for (const slot of slots) {
    let { kind, node, name } = slot;
    if (kind === EVENT) {
      const way = [];
      for (; node.parentNode !== content; node = node.parentNode) way.push({ tag: node.localName, rank: rankOf(node) });
      roots[slot.root].events.push({ name: names[name], slot: events++, way: way.reverse() });
      continue;
    }
    const others = slots.some((other) => other !== slot && other.node === node && other.kind === CLASS_TOGGLE);
    if (kind === CLASS_TOGGLE && !others && !nameWords[name] && !node.hasAttribute('class')) kind = CLASS_ALONE;
    plan.push(kind | slot.handle, registerOf(node, registers, steps), name, kind === EVENT_HERE ? events++ : 0);
  }
  templates[words[at]] = { content, root: content.childNodes.length === 1 ? content.firstChild : null, roots,
    marks: roots.filter((root) => root.events.length), steps, plan };
  return end;
};

// What events look for on their way: at a template's root its handle, at a node with handlers of its own a list of
// them. One property for both, since a look-up of what is not there costs most.
const addHandler = (node, base, slot, name) => {
  const { $k } = node;
  if (!Array.isArray($k)) node.$k = $k === undefined ? [] : [{ root: $k }];
  node.$k.push({ base, slot, name: names[name] });
};

const nodes = [];

const instance = (at, text) => {
  const template = templates[words[at]];
  let handle = words[at + 1];
  const base = handle;
  const parent = handles[words[at + 2]];
  const before = handles[words[at + 3]];
  at += 4;
  const { root, steps, plan } = template;
  const clone = (root ?? template.content).cloneNode(true);
  nodes[0] = root ? clone : clone.firstChild;
  for (let i = 0; i < steps.length; ) {
    const step = steps[i++];
    const from = nodes[step >> 1];
    nodes[i] = step & 1 ? from.nextSibling : from.firstChild;
  }
  if (root) handles[handle++] = clone;
  else for (const { register } of template.roots) handles[handle++] = nodes[register];
  const { marks } = template;
  for (let i = 0; i < marks.length; ++i) {
    const of = base + marks[i].index;
    handles[of].$k = of;
    eventsOfRoots[of] = marks[i];
  }
  for (let i = 0; i < plan.length; i += 4) {
    const node = nodes[plan[i + 1]];
    switch (plan[i] & 0xff) {
      case TEXT:
        node.nodeValue = text.substr(words[at], words[at + 1]);
        at += 2;
        break;
      case TEXT_INT:
        node.nodeValue = words[at++];
        break;
      case TEXT_REAL:
        node.nodeValue = realAt(at);
        at += 2;
        break;
      case ATTRIBUTE:
        node.setAttribute(names[plan[i + 2]], text.substr(words[at], words[at + 1]));
        at += 2;
        break;
      case CLASS_TOGGLE:
        if (words[at++]) toggleClass(node, plan[i + 2], true);
        break;
      case CLASS_ALONE:
        if (words[at++]) node.className = names[plan[i + 2]];
        break;
      case EVENT_HERE:
        addHandler(node, base, plan[i + 3], plan[i + 2]);
        break;
      case HTML:
        const isSvg = node.parentNode.namespaceURI?.endsWith('svg');
        node.replaceWith(parse(text.substr(words[at], words[at + 1]), isSvg));
        at += 2;
    }
    if (plan[i] & HAS_HANDLE) handles[handle++] = node;
  }
  if (parent) put(parent, clone, before);
  return at;
};

// What a snapshot counted, and what was split off since.
let snapshot;

const applyAll = (at, end, text) => {
  while (at < end) {
    const op = words[at++];
    const a = words[at];
    const b = words[at + 1];
    const c = words[at + 2];
    const node = handles[a];
    switch (op) {
      case 1: {
        const name = text.substr(b, c);
        const split = wordsOf(name);
        names[a] = name;
        nameWords[a] = split[0] === name ? null : split;
        at += 3;
        break;
      }
      case 2:
        handles[a] = document.getElementById(text.substr(b, c));
        at += 3;
        break;
      case 3:
        at = define(at, text);
        break;
      case 4:
        at = instance(at, text);
        break;
      case 5:
        node.nodeValue = text.substr(b, c);
        at += 3;
        break;
      case 6:
        node.nodeValue = realAt(at + 1);
        at += 3;
        break;
      case 7:
        node.setAttribute(names[b], text.substr(c, words[at + 3]));
        at += 4;
        break;
      case 8:
        node.removeAttribute(names[b]);
        at += 2;
        break;
      case 9:
        toggleClass(node, b, c !== 0);
        at += 3;
        break;
      case 10:
        setClassText(node, b, text.substr(c, words[at + 3]));
        at += 4;
        break;
      case 11:
        node.style.setProperty(names[b], text.substr(c, words[at + 3]));
        at += 4;
        break;
      case 12:
        node.style.removeProperty(names[b]);
        at += 2;
        break;
      case 13: {
        const value = text.substr(c, words[at + 3]);
        if (node[names[b]] !== value) node[names[b]] = value;
        at += 4;
        break;
      }
      case 14:
        node[names[b]] = c !== 0;
        at += 3;
        break;
      case 15:
        node[names[b]] = realAt(at + 2);
        at += 4;
        break;
      case 16:
        put(node, handles[b], handles[c]);
        at += 3;
        break;
      case 17:
        node.remove();
        ++at;
        break;
      case 18:
        node.textContent = '';
        ++at;
        break;
      case 19:
        handles.fill(null, a, a + b);
        at += 2;
        break;
      case 20:
        listen(names[a], b);
        at += 2;
        break;
      case 21:
        addHandler(node, b, c, words[at + 3]);
        at += 4;
        break;
      case 22:
        calls.push([node, names[b]]);
        at += 2;
        break;
      case 23:
        console[['log', 'warn', 'error'][a]](text.substr(b, c));
        at += 3;
        break;
      case 24:
        handles[a] = snapshot[b];
        at += 2;
        break;
      case 25:
        snapshot[c] = snapshot[a].splitText(b);
        at += 3;
        break;
      case 26:
        put(snapshot[b], (handles[a] = new Text()), c ? snapshot[c] : null);
        at += 3;
        break;
      case 27:
        snapshot[a].remove();
        ++at;
        break;
      case 28:
        snapshot = null;
        break;
      case 29:
        node.setAttribute(names[b], realAt(at + 2));
        at += 4;
        break;
      case 30:
        node.style.setProperty(names[b], realAt(at + 2));
        at += 4;
        break;
      default:
        throw new Error(`operation ${op}`);
    }
  }
};

imports.apply = (at, count, textAddress, textSize) => {
  const text = textSize ? textAt(textAddress, textSize) : '';
  if (words.buffer !== wasm.memory.buffer) words = new Int32Array(wasm.memory.buffer);
  const wanted = (calls = []);
  try {
    applyAll(at >> 2, (at >> 2) + count, text);
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
  const at = wasm.text_buffer(text.length * 3);
  return encoder.encodeInto(text, bytes().subarray(at, at + text.length * 3)).written;
};

// --- Events

const MOUSE = 1, KEY = 2, INPUT = 3, FORM = 4;
const details = new Map();

const bubbling = new RegExp('^(?!.*(enter|leave)$)(click|dblclick|contextmenu|(mouse|pointer|key|touch|drag|' +
  'animation|transition).*|input|change|submit|reset|wheel|drop|focusin|focusout|copy|cut|paste)$');

const listen = (name, detail) => {
  if (!details.has(name)) {
    // Of other events hear() takes what bubbles when it has come up, and else what is on its way down.
    if (!bubbling.test(name)) document.addEventListener(name, hear, { capture: true, passive: false });
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

// [a, b, c, text] of ops.hpp.
const detailOf = (event) => {
  const { target } = event;
  const modifiers = (event.altKey | (event.ctrlKey << 1) | (event.metaKey << 2) | (event.shiftKey << 3)) << 8;
  switch (details.get(event.type)) {
    case MOUSE:
      return [event.clientX, event.clientY, (event.button & 0xff) | modifiers];
    case KEY:
      return [0, 0, event.repeat | modifiers, event.key];
    case INPUT:
      return [0, 0, target.checked, target.value];
    case FORM:
      return [0, 0, 0, fieldsOf(target, event.submitter)];
  }
  return [];
};

// The nodes from an event's target outwards.
const way = [];

// Where on the way the node of an event is, whose root is way[at]; -1: nowhere.
const placeOf = (steps, at) => {
  for (let i = 0; i < steps.length; ++i) {
    const node = way[--at];
    if (!node || node.localName !== steps[i].tag || rankOf(node) !== steps[i].rank) return -1;
  }
  return at;
};

// Calls a handler; true: nobody further out is to hear of it.
const call = (event, node, base, slot) => {
  // Browsers keep the mouse from disabled controls, and so does this. Earlier handlers may have removed the node.
  if (!node.isConnected || (node !== event.target && !event.bubbles)) return false;
  if (node.disabled && event instanceof MouseEvent) return false;
  let a = 0, b = 0, c = 0, text = 0;
  if (details.get(event.type)) [a, b, c, text] = detailOf(event);
  const bits = wasm.event(base, slot, a, b, c, text && write(text));
  if (bits & 1) event.preventDefault();
  return bits & 2;
};

// Handlers on the way of the event that is heard: [place on the way, base, slot].
let found;

const findBelow = (handle, at, type) => {
  const { events, index } = eventsOfRoots[handle];
  for (let i = 0; i < events.length; ++i) {
    if (events[i].name !== type) continue;
    const place = placeOf(events[i].way, at);
    if (place >= 0) (found ??= []).push([place, handle - index, events[i].slot]);
  }
};

const hear = (event) => {
  // What an operation itself causes, such as a blur by removing, is not told: its element is going.
  if (calls || event.bubbles === (event.eventPhase === Event.CAPTURING_PHASE)) return;
  const { type } = event;
  // Those of inner instances come first, those of one instance by depth.
  found = undefined;
  way.length = 0;
  for (let node = event.target; node; node = node.parentNode) {
    const at = way.push(node) - 1;
    const { $k } = node;
    if ($k === undefined) continue;
    if (typeof $k === 'number') findBelow($k, at, type);
    else {
      for (const { root, name, base, slot } of $k) {
        if (root !== undefined) findBelow(root, at, type);
        else if (name === type) (found ??= []).push([at, base, slot]);
      }
    }
  }
  if (!found) return;
  if (found.length > 1) found.sort((one, other) => one[0] - other[0]);
  // Handlers may cause events themselves, which are heard anew.
  const handlers = found;
  const targets = handlers.map(([at]) => way[at]);
  for (let i = 0; i < handlers.length; ++i) if (call(event, targets[i], handlers[i][1], handlers[i][2])) return;
};
