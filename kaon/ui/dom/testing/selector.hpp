// Selectors of tests: tag, #id, .class, [attribute], [attribute=value] in any combination, " " and ">" between them.
#pragma once

#include <string_view>
#include <vector>

#include "kaon/ui/dom/testing/node.hpp"

namespace kaon::inline v0::dom::testing {

// All that match, in document order. Another selector than these is a Failure.
std::vector<Node*> select(Node& top, std::string_view selector);

}  // namespace kaon::inline v0::dom::testing
