// Live: one place in the page that follows what a closure gives: a text, class words, an attribute, a property, a
// style.
#pragma once

#include "kaon/signal/graph.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/template.hpp"

namespace kaon::inline v0::dom {

struct Live : graph::Node {
    ui::Binding* binding;
    Live* next;
    std::uint32_t handle;
    std::uint32_t name;
    std::uint16_t slot;
    std::uint8_t rules;

    explicit Live(Run run) : graph::Node(run, graph::Kind::effect) {}
};

inline constexpr std::uint32_t room_of_live = (sizeof(Live) + 7) / 8 * 8;

// Makes one for the item, in room_of_live bytes of the instance, and runs it. Texts and toggles of an instance under
// construction put their first value at the word `fill` of the batch, which moves on; with fill 0 it becomes an
// operation of its own.
Live& add_live(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot, std::uint32_t& fill);
// The same in three steps, for what has more to do: `live` is a new one.
void attach(Live& live, Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot);
// Runs of Lives: ask the closure for its value and show it.
bool show_value(graph::Node& node);
void end(Live* live);

// Sets what a closure or an argument gave: the attribute, property, class words or style that `rules` say. Weak: it is
// there in programs where something names sets_value, or need_setters() is called.
[[gnu::weak]] void set_value(std::uint32_t handle, std::uint32_t name, std::uint32_t slot, std::uint8_t rules,
                             const ui::Item& value);
// Text of a value: where it lies in the batch.
TextAt add_text(const ui::Item& value);

}  // namespace kaon::inline v0::dom
