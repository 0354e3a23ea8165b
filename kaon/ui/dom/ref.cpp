// References to elements: told the handle, and 0 when the element goes.
#include <new>

#include "kaon/ui/dom/live.hpp"
#include "kaon/ui/node_ref.hpp"

namespace kaon::inline v0::dom {

namespace {

void connect_ref(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    auto* live = new (instance.room(room_of_live)) Live(nullptr);
    attach(*live, instance, from, plan, slot);
    ui::ElementHandle handle{live->handle};
    live->binding->call(&handle);
}

void end_ref(Live& live) {
    ui::ElementHandle gone{0};
    live.binding->call(&gone);
}

}  // namespace

constexpr Behaviour tells_handle{.room = room_of_live, .connect = connect_ref, .end = end_ref};

}  // namespace kaon::inline v0::dom
