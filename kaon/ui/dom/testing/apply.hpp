// apply(): operation buffers, done to the in-process page.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/ui/dom/testing/state.hpp"

namespace kaon::inline v0::dom::testing {

void apply(State& state, const std::uint32_t* words, std::uint32_t count, std::string_view text);

}  // namespace kaon::inline v0::dom::testing
