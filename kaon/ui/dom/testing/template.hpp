// Templates of the in-process page: the operations define and instance.
#pragma once

#include "kaon/ui/dom/testing/reading.hpp"
#include "kaon/ui/dom/testing/state.hpp"

namespace kaon::dom::testing {

void define(State& state, Reading& reading);
void instantiate(State& state, Reading& reading);

}  // namespace kaon::dom::testing
