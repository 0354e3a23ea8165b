// Template: the fixed part of a view, found by its content, and the plan of what an instance fills in.
//
// What is fixed (tags, literals, which attributes there are) is the view's shape (detail/shape.hpp); what differs from
// instance to instance is a list of slots. Views of one shape share one template, which the page clones.
#pragma once

#include <cstdint>

#include "kaon/ui/detail/shape.hpp"
#include "kaon/ui/dom/stack.hpp"
#include "kaon/ui/item.hpp"

namespace kaon::inline v0::dom {

// How a slot is filled.
enum class Part : std::uint8_t {
    text,  // text, a number: once
    live_text,  // and whenever it changes
    attribute,  // text, once; absent if its flag is off
    toggle,  // class words that come and go
    html,
    setter,  // everything else about an element: set by operations of its own, once or whenever it changes
    handler,
    ref,
    region,  // changing children, a list, or a part that is awaited
};

// Where a slot of the template is; handles count from the instance's base.
struct SlotPlan {
    Part part;
    bool at_root;  // of a region: its nodes are the instance's own roots
    bool sole;  // of a region: nothing else is in its parent
    bool svg;  // of a region
    std::uint16_t handle;  // the node; of a region its parent
    std::uint16_t anchor;  // of a region: the handle of the node after it; none: it is the last in its parent
                           // of a handler or a two-way binding: the number of its event
    std::uint32_t name;
};
inline constexpr std::uint16_t no_anchor = 0xFFFF;
// Elements below this are left out of the page: a parser stops nesting at 512.
inline constexpr int deepest_view = 500;

// Where the items end that the page shows: what <noscript> holds is for browsers that run none of this.
inline std::uint32_t end_of_shown(const ui::Node& node) {
    return node.rules & ui::tag_rules::server_only ? node.attributes : node.count;
}

using ui::detail::is_fixed_attribute, ui::detail::is_fixed_child, ui::detail::is_small;

struct Template {
    Template* next;
    std::uint64_t shape;
    std::uint32_t id;
    std::uint32_t slots;
    std::uint32_t events;
    std::uint32_t words;    // that an instance operation has for the slots
    std::uint16_t handles;  // roots included
    std::uint16_t roots;
    SlotPlan* plan;
    // For each root: the slot of the region that stands before it, counted from 1; 0: none does.
    std::uint16_t* regions;
};

// A slot's item, and the element it belongs to.
struct SlotItem {
    const ui::Item* item;  // null for a region that is a node of its own
    const ui::Node* node;  // the element; of a region that is a node: the node
};

// Nested readings share these; what a reading pushed stays until it is cut back.
Stack<SlotItem>& slot_items();

// Reads the view and gives its template, defined if it is new. Its slots lie in slot_items() from `first` on.
const Template& read_template(const ui::Node& node, bool svg, std::uint32_t first);

Part part_of(const ui::Item& item, bool attribute);
void forget_templates();

}  // namespace kaon::inline v0::dom
