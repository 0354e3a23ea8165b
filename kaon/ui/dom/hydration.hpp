// Hydration: one walk that lays a view beside a snapshot of the page. It adopts the nodes that are there, connects what
// is more than they are, and mends what differs. Walking is in hydrate.cpp, what belongs to an element in
// hydrate_attributes.cpp, what is inside of one in hydrate_children.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/instance.hpp"
#include "kaon/ui/dom/snapshot.hpp"

namespace kaon::inline v0::dom {

class Hydration {
public:
    explicit Hydration(std::string tokens) : page_(std::move(tokens)) {}
    ~Hydration() { typed_.release(); }

    Snapshot& page() { return page_; }
    void enter(std::uint32_t element);
    // In place of Instance::show: the nodes are there already, at the cursor.
    void take(Instance& instance, const View& view, const Place& place);
    void remove_leftovers();
    // Input handlers hear of what was typed.
    void tell_typed();

private:
    // One instance's way through its view.
    struct Walk {
        Instance& in;
        std::uint32_t first;  // of its slots
        std::uint32_t slot;  // the next one
        std::uint32_t root;  // the next root
    };

    const SlotPlan& plan_of(const Walk& walk) const { return walk.in.layout->plan[walk.slot]; }
    SlotItem item_of(const Walk& walk) const { return slot_items()[walk.first + walk.slot]; }

    void adopt(std::uint32_t handle, std::uint32_t node) { buffer().put(Op::adopt, handle, node); }

    // ---- elements

    // The next sibling that can be this element; nodes before it go, unless they are foreign.
    std::uint32_t find(const ui::Node& node);

    void element(Walk& walk, const ui::Node& node, bool root);

    // Checks what is fixed and connects what is not; gives the slot of a two-way binding, which waits for the children.
    std::uint32_t attributes(Walk& walk, const ui::Node& node, std::uint32_t found);

    void connect(Walk& walk, std::uint32_t found);
    // Where an instance operation would bring the first value, an operation of its own does.
    static void follow_slot(Walk& walk, const SlotItem& from, const SlotPlan& plan);

    // A two-way binding takes over what was typed before it shows its own.
    void connect_bound(Walk& walk, std::uint32_t slot, std::uint32_t found);

    void listen(const Walk& walk, const SlotPlan& plan, std::string_view event, std::uint32_t found);

    // ---- attributes

    void check_attribute(const ui::Item& item, std::uint32_t found);

    // Every fixed class word must be there; others may be.
    void check_classes(const ui::Node& node, std::uint32_t found);

    // ---- children

    void contents(Walk& walk, const ui::Node& node, bool root);

    void fail_at_html();

    void child(Walk& walk, const ui::Item& item, bool root);
    // What is too deep has no slots, and goes as what nothing in the view stands for.
    void inner(Walk& walk, const ui::Node& node, bool root);

    void region(Walk& walk, bool root);

    void put_empty_text(std::uint32_t handle);

    void end_fixed(Walk& walk, bool root);
    void put_text_here(std::string_view text);

    void changing_text(Walk& walk, const ui::Item& item, bool root);
    // Into the node that was put there, or into a new one.
    void put_text(std::uint32_t handle, std::string_view text, bool there);
    // How a double is written is known to the page only: whatever number stands there is taken, and set.
    std::string number_here();
    void skip_comments();

    // The node that shows this text, cut off from what follows; a text that differs is taken as a whole and set. None:
    // there is no text here.
    std::uint32_t take_text(std::string_view text);

    // ---- what differs

    // The boundary failed: what stood there goes as far as it can be told, and a fresh one takes its place.
    void make_anew(Instance& instance, const View& view, Place place, std::uint32_t start);

    std::string describe(std::uint32_t index) const;
    static std::string describe(const ui::Node& node) { return "<" + std::string(node.name()) + ">"; }
    void report(std::string_view expected, std::string_view found);

    // A handler to call with what was typed before.
    struct Typed {
        std::uint32_t base, slot, node;
    };

    Snapshot page_;
    std::uint32_t parent_ = 0, at_ = no_node;
    Stack<Typed> typed_;
    int reports_ = 0, depth_ = 0;
    std::string fixed_;  // literal text that was not looked for yet
    bool failed_ = false, free_contents_ = false;
};

}  // namespace kaon::inline v0::dom
