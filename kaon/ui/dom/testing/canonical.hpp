// A page's HTML without what nobody sees, so that two pages can be compared as text.
//
// Left out: comments, the order of attributes and class words, empty class and style attributes, and what a field shows
// (its attributes say how it was loaded, not what is in it; see fields()).
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/dom/testing/page.hpp"

namespace kaon::inline v0::dom::testing {

enum class Detail : unsigned char {
    everything,
    // Without attributes, blanks, and what may come from a browser's extension or a proxy: custom elements,
    // script, style, link, iframe.
    structure,
};
// `html` is as the page writes it.
std::string canonical(std::string_view html, Detail detail);
// What the fields of a page hold, in order.
std::string fields(TestPage& page);

}  // namespace kaon::inline v0::dom::testing
