// dispatch(): an event goes from its target outwards, as the page's one listener per name takes it.
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/dom/testing/state.hpp"

namespace kaon::inline v0::dom::testing {

struct EventFacts {
    std::string_view name;
    bool bubbles = true;
    bool mouse = false;
    int x = 0, y = 0, button = 0;
    int modifiers = 0;  // alt 1, ctrl 2, meta 4, shift 8
    std::string_view key = {};
    Node* submitter = nullptr;
};

enum class Outcome : unsigned char { done, prevented };
Outcome dispatch(State& state, Node& target, const EventFacts& facts);

// What a form would send, as JSON.
std::string fields_json(Node& form, const Node* submitter);

}  // namespace kaon::inline v0::dom::testing
