// State: everything the in-process page remembers, for the files that work on it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaon/ui/dom/ops.hpp"
#include "kaon/ui/dom/testing/node.hpp"
#include "kaon/ui/events.hpp"

namespace kaon::inline v0::dom::testing {

// What the page calls with an event; dom::dispatch, or a test's own.
using EventCallback = std::uint32_t (*)(std::uint32_t base, std::uint32_t slot, int a, int b, int c,
                                        std::string_view text);

struct SlotSpec {
    Slot kind;
    bool has_handle;
    std::uint32_t name;
    std::uint32_t event;  // its number, of event and event_here
    std::vector<std::uint32_t> path;  // of its node: child indices from the top
};
struct PageTemplate {
    Node* content;
    bool svg;
    std::vector<SlotSpec> slots;
    std::vector<std::vector<RootEvent>> events;  // by root
    std::uint32_t event_count = 0;
};

struct Submission {
    std::string action, method, json;
};

struct State {
    Tree tree;
    Node* page = nullptr;
    std::vector<Node*> handles;
    std::map<std::uint32_t, std::string> names;
    std::deque<PageTemplate> all_templates;  // nodes point into those that were replaced
    std::map<std::uint32_t, PageTemplate*> templates;
    PageTemplate* made = nullptr;  // the one under construction
    Node* open = nullptr;          // the node under construction in it: handle 0
    std::map<std::uint32_t, Node*> snapshot;
    std::map<std::string, ui::Detail, std::less<>> listened;
    std::vector<std::pair<Node*, std::string>> calls;
    Node* focused = nullptr;
    std::string value_at_focus;
    EventCallback callback = nullptr;

    std::vector<std::string> log;
    std::vector<Submission> submissions;
    std::vector<std::string> followed;
};

}  // namespace kaon::inline v0::dom::testing
