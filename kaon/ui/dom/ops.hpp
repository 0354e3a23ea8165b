// The operation buffer: what the DOM renderer asks of a page, as words and one string per batch.
//
// The renderer (C++) writes operations; a page applies them: the glue module in a browser (kaon/browser/glue/dom.js),
// or the in-process page in tests (kaon/ui/dom/testing/). Words are 32 bits; each operation is its number and as many
// words as it says, but for `instance`, whose template says how many more. "text" stands for two words, offset and
// length in UTF-16 units, into the one string of the batch, which is decoded once. "name" is the index of an interned
// string. "h" is a handle: the index of a node in the page's table; 0 is no node. Handles are given out by the
// renderer.
//
// "low high" are the halves of a double. Operations are applied in order, but for `call`: what is called may cause
// events, so calls are made when the rest of the batch is done. An event that another operation causes, such as a blur
// by removing, is told to nobody.
#pragma once

#include <cstdint>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::dom {

enum class Op : std::uint32_t {
    // name text              names[name] = text; before its first use
    name = 1,
    // h text                 handles[h] = the element with this id
    root,

    // A template is built before it is cloned. While it is, handle 0 is the node under construction: first the
    // template's fragment, then the element that was opened last. What is fixed about an element is said by
    // `attribute`, `class_toggle` and `style` of handle 0.
    // id svg                 begins (or replaces) a template; svg 1: its roots are SVG
    define,
    // text                   opens an element of this tag in the node under construction. `svg` and `math` begin their
    //                        namespaces, which what is in them has too, but for what is in a `foreignObject`.
    open,
    // text                   a text node that is the same in every instance
    fixed,
    // kind name              what an instance fills in or is told about: a Slot, perhaps with has_handle; a name or 0
    slot,
    // (none)                 the element is complete; without one the template is
    close,
    // id base parent before (words of each slot, in order)
    //   Clones the template and puts it into `parent` before `before` (0: at the end). handles[base...] become the
    //   roots, then the nodes of the slots that have has_handle, in order. Parent 0: nowhere yet.
    instance,

    // h text                 nodeValue = text
    text,
    // h low high             nodeValue = the number, as JavaScript writes it
    text_real,
    // h name text            setAttribute
    attribute,
    // h name low high        setAttribute to the number, as JavaScript writes it
    attribute_real,
    // h name                 removeAttribute
    attribute_off,
    // h name on              each word of the name into the class list or out of it
    class_toggle,
    // h name text            the words of the text into the class list; those that `name` (a number that tells apart
    //                        the changing parts of one class attribute) put there last time are taken out first
    class_text,
    // h name text            style.setProperty
    style,
    // h name low high        style.setProperty to the number
    style_real,
    // h name                 style.removeProperty
    style_off,
    // h name text            node[name] = text; not when it already has this value, so that the cursor stays
    property,
    // h name on              node[name] = on !== 0
    property_flag,
    // h name low high        node[name] = the number
    property_real,
    // parent h before        insertBefore; 0: at the end
    before,
    // h                      node.remove()
    remove,
    // parent                 parent.textContent = ''
    clear,
    // base count             handles[base ... base + count - 1] are free
    free,
    // name detail            there are handlers of this event (ui::Detail: what they want to know, joined by "largest")
    listen,
    // h base slot name       the node has a handler of its own: event `name` calls back with (base, slot)
    event,
    // h name                 node[name]() : focus, blur, select, click, showModal, close, reset, requestSubmit,
    //                        scrollIntoView
    call,
    // level text             a line in the console; level 0 log, 1 warning, 2 error
    log,

    // Hydration. A snapshot of an element's content was taken before (see below); index counts its nodes in document
    // order, the element itself being 0.
    // h index                handles[h] = node
    adopt,
    // index at next          splits a text node after `at` UTF-16 units; the second part becomes node `next` of the
    //                        snapshot (a new index, given out by the renderer)
    split,
    // h parent_index before_index   handles[h] = a new empty text node in parent, before a node (0: at the end)
    insert_text,
    // index                  node.remove()
    remove_node,
    // (none)                 forgets the snapshot
    end_snapshot,
};

// What a template's slot is. Words in `instance`:
enum class Slot : std::uint32_t {
    // A new child of the node under construction.
    anchor,  // none: an empty text that children are put before
    text,  // text: nodeValue
    text_int,  // one signed word: nodeValue
    text_real,  // low high: nodeValue
    html,  // text: what this markup parses to
    // About the element itself.
    node,  // none: it gets a handle
    class_toggle,  // one word: 1 adds the words of name to the class list
    attribute,  // text: setAttribute(name)
    event,  // none: a handler of event `name`; found when the event comes by its path's tags and, on each level, its
    // place among the siblings of that tag, so that foreign nodes of other tags do no harm. The renderer uses
    // this kind only where no changing region precedes it.
    event_here,  // none: the same, but the node is marked when it is cloned
};
inline constexpr std::uint32_t has_handle = 0x100;

// Handlers are told by (base, slot): `slot` counts the slots of kind event and event_here of the template from 0. The
// page calls the renderer back: event(base, slot, a, b, c, text) -> bits 1: prevented, 2: stopped.
//   Detail::mouse: a, b = clientX, clientY; c = (button & 255) | modifiers << 8   (alt 1, ctrl 2, meta 4, shift 8)
//   Detail::key: text = key; c = repeat | modifiers << 8
//   Detail::input: text = value; c = checked
//   Detail::form: text = the fields as JSON
// One listener per event name at the document. Handlers are called from the target outwards; deeper ones first; bit 2
// ends that. Events that do not bubble reach only the handlers of their very target. Mouse events skip disabled
// controls. The texts are the target's, the form the one that it is or belongs to.
//
// The snapshot of an element, asked for by id: one string, tokens separated by NUL, in document order:
//   "<div" for an element (local name), "@name" "=value" for each attribute, "V..." the value of an input, textarea or
//   select that is not the one it was loaded with, "C0" or "C1" such a checked state, then its children, then ">";
//   "T..." for a text node; "!" for a comment.

}  // namespace kaon::inline v0::dom
