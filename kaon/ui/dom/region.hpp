// Region: a place in the page whose children come and go: a function's view, show(), keyed each(), a list, or a part
// that is awaited.
#pragma once

#include "kaon/signal/graph.hpp"
#include "kaon/ui/dom/instance.hpp"
#include "kaon/ui/dom/stack.hpp"
#include "kaon/ui/keyed.hpp"

namespace kaon::inline v0::dom {

struct Row {
    std::uint64_t key;
    Instance* instance;
};

struct Region : graph::Node {
    Instance* in;
    ui::Binding* binding = nullptr;  // null: it never changes
    Region* next = nullptr;
    Stack<Row> rows;
    Place place;          // where its rows go: `before` is its anchor
    std::uint32_t slot = 0;
    std::int32_t choice = -1;
    bool sole = false;    // nothing else is in the parent
    std::uint64_t highest_key = 0;

    explicit Region(Run run) : graph::Node(run, graph::Kind::effect) {}

    void move_rows(std::uint32_t before);
    // Takes the rows out of the page and ends them.
    void clear();
};

// The first node of the rows from `begin` on, 0 when there is none.
std::uint32_t first_node(const Stack<Row>& rows, std::uint32_t begin);

// Makes the region of a slot and fills it.
void open_region(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot);
// The same without filling it: for hydration.
Region* make_region(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot);
// Ends it and its rows; their nodes stay where they are.
void close_region(Region* region);

}  // namespace kaon::inline v0::dom
