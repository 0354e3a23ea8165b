// HTML read as a browser reads it, as far as tests of pages need: what servers write, and what damage does to it.
//
// Closes p, li, dd, dt, option and table cells that another tag ends; adds tbody and tr where they are missing; puts
// what a table cannot hold in front of it; drops table rows that are in no table; knows raw text elements, void
// elements, comments and the usual character references (with their semicolon). Not done: formatting elements that are
// closed in the wrong order are not taken apart (the "adoption agency"). Any input is read to its end, however deep.
#pragma once

#include <string_view>

#include "kaon/ui/dom/testing/node.hpp"

namespace kaon::inline v0::dom::testing {

// As innerHTML of a <template>; svg: as the content of an <svg>.
enum class Content : unsigned char { html, svg };
Node* parse_fragment(Tree& tree, std::string_view html, Content content = Content::html);

// A whole page: an element "html" with head and body, whatever the text holds.
Node* parse_page(Tree& tree, std::string_view html);

}  // namespace kaon::inline v0::dom::testing
