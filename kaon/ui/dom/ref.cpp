// References to elements: told the handle, and 0 when the element goes.
#include <new>

#include "kaon/signal/pool.hpp"
#include "kaon/ui/dom/live.hpp"
#include "kaon/ui/node_ref.hpp"

namespace kaon::inline v0::dom {

namespace {

void connect_ref(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    auto* live = new (graph::Pool<Live>::take()) Live(nullptr);
    attach(*live, instance, from, plan, slot);
    ui::ElementHandle handle{live->handle};
    live->binding->call(&handle);
}

void end_ref(Live& live) {
    ui::ElementHandle gone{0};
    live.binding->call(&gone);
    live.~Live();
    graph::Pool<Live>::put(&live);
}

}  // namespace

constexpr Behaviour tells_handle{.connect = connect_ref, .end = end_ref};

}  // namespace kaon::inline v0::dom
