// What visitors and scripts do to elements, with what a browser then does by itself unless a handler prevents it.
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/dom/testing/state.hpp"

namespace kaon::inline v0::dom::testing {

// node.click(): checks boxes, follows links, submits and resets forms, goes from a label to its field.
void click(State& state, Node& node);
// As with a pointer: focus moves too.
void press(State& state, Node& node);
void type(State& state, Node& field, std::string_view text);
void choose(State& state, Node& select, std::string_view value);
void key(State& state, Node& node, std::string_view key, int modifiers);
void submit(State& state, Node& form, Node* submitter);
void focus(State& state, Node& node);
void blur(State& state);
// The operation `call`.
void call(State& state, Node& node, std::string_view method);

}  // namespace kaon::inline v0::dom::testing
