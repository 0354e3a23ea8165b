// The snapshot of an element's content, in the tokens of ops.hpp; its nodes are counted for the operations that follow.
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/dom/testing/state.hpp"

namespace kaon::inline v0::dom::testing {

std::string take_snapshot(State& state, std::string_view id);

}  // namespace kaon::inline v0::dom::testing
