// The class and style attributes, edited as element.classList and element.style edit them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/ui/dom/testing/node.hpp"

namespace kaon::inline v0::dom::testing {

std::vector<std::string> words_of(std::string_view text);
bool has_class(const Node& node, std::string_view word);
void add_classes(Node& node, const std::vector<std::string>& words);
void remove_classes(Node& node, const std::vector<std::string>& words);

// Values are kept as they are given; a browser normalises them and drops what it does not understand.
void set_style(Node& node, std::string_view name, std::string_view value);
void remove_style(Node& node, std::string_view name);

}  // namespace kaon::inline v0::dom::testing
