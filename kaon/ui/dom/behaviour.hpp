// Behaviour: what a kind of closure does in a page. Each closure's table names one (ui/closure.hpp); nothing else in
// the renderer names them, so a program contains what its views can need and no more.
#pragma once

#include "kaon/signal/graph.hpp"
#include "kaon/ui/dom/instance.hpp"
#include "kaon/ui/events.hpp"

namespace kaon::inline v0::dom {

struct Live;

struct Behaviour {
    // What it needs of Instance::room, in bytes, a multiple of 8.
    std::uint32_t room = 0;
    // Makes what belongs to the slot, when its node has a handle. Null: the instance operation has brought it.
    void (*connect)(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) = nullptr;
    // Of what follows signals: runs it; for a Live, shows a value.
    graph::Node::Run run = nullptr;
    void (*show)(Live& live, const ui::Item& value, std::uint32_t fill) = nullptr;
    // Ends a Live in another way than by end().
    void (*end)(Live& live) = nullptr;
    // Answers an event.
    void (*answer)(ui::Binding& binding, ui::EventCall& call) = nullptr;
    // Of a two-way binding: the property that it sets, and the event that changes it.
    const char* property = nullptr;
    const char* event = nullptr;
};

const Behaviour& behaviour_of(const SlotItem& from);

}  // namespace kaon::inline v0::dom
