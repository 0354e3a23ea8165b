// HTML of a tree, as outerHTML and innerHTML write it.
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/dom/testing/node.hpp"

namespace kaon::inline v0::dom::testing {

bool is_void(std::string_view tag);
// Elements whose content is not markup: script, style and the like are not even unescaped; textarea and title are.
bool is_raw(std::string_view tag);
bool is_escapable_raw(std::string_view tag);

std::string inner_html(const Node& node);
std::string outer_html(const Node& node);

}  // namespace kaon::inline v0::dom::testing
