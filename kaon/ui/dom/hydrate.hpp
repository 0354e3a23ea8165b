// Hydration: a component takes over the nodes that the server made of it.
//
// The component runs, and its view is laid beside a snapshot of the page. Elements must have the right name; texts are
// cut where values begin and end; handlers, live values and regions are attached to the nodes that are there. What a
// visitor has typed is kept: two-way bindings take it over, other input handlers are called with it.
//
// What differs is mended and reported in the console, in the words "expected ... found ...":
//  - a text or an attribute: in place;
//  - the structure (an element is missing or another): the boundary around it is made anew: the row, the shown view or
//    the whole component. The rest stays;
//  - nodes that nobody expects: removed, unless they are foreign: comments, blank text, custom elements, script, style,
//    link and iframe, as browser extensions insert them.
//
// trusted_html() is taken over as the last child of an element; elsewhere its boundary is made anew and reported, since
// nobody knows where it ends. Only the browser knows how a double is written: where one is expected, the number that
// stands there is taken and set. A text that goes on with digits right behind one is therefore reported, and mended.
#pragma once

#include "kaon/ui/dom/page.hpp"

namespace kaon::inline v0::dom {

// Lines that one hydration reports at most.
inline constexpr int most_reports = 20;

}  // namespace kaon::inline v0::dom
