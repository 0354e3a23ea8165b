// Templates of the in-process page: the operations define to instance.
#pragma once

#include "kaon/ui/dom/testing/reading.hpp"
#include "kaon/ui/dom/testing/state.hpp"

namespace kaon::inline v0::dom::testing {

void define(State& state, Reading& reading);
void open(State& state, Reading& reading);
void add_fixed(State& state, Reading& reading);
void add_slot(State& state, Reading& reading);
void close(State& state, Reading& reading);
void instantiate(State& state, Reading& reading);

}  // namespace kaon::inline v0::dom::testing
