// Regions but for the reconciliation of keyed lists.
#include "kaon/ui/dom/region.hpp"

#include <new>

#include "kaon/signal/pool.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/buffer.hpp"

namespace kaon::inline v0::dom {

std::uint32_t first_node(const Stack<Row>& rows, std::uint32_t begin) {
    for (std::uint32_t i = begin; i < rows.size(); ++i) {
        if (const std::uint32_t handle = rows[i].instance->first()) return handle;
    }
    return 0;
}

void Region::move_rows(std::uint32_t before) {
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i].instance->move(before);
}

static void close_rows(Region& region) {
    for (std::uint32_t i = 0; i < region.rows.size(); ++i) region.rows[i].instance->close();
}

void Region::clear() {
    if (!rows.size()) return;
    if (sole) buffer().put(Op::clear, place.parent);
    else move_rows(Instance::nowhere);
    close_rows(*this);
    rows.cut(0);
}

Region* make_region(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    auto* region = new (graph::Pool<Region>::take()) Region(behaviour_of(from).run);
    region->in = &in;
    region->slot = slot;
    region->sole = plan.sole;
    region->place.parent = plan.at_root ? in.parent : in.base + plan.handle;
    region->place.before = plan.anchor == no_anchor ? 0 : in.base + plan.anchor;
    region->place.svg = plan.svg;
    region->next = in.regions;
    in.regions = region;
    if (from.item) region->binding = &in.keep(*from.item->binding);
    return region;
}

void open_region(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    graph::observe(*make_region(in, from, plan, slot));
}

void close_region(Region* region) {
    graph::detach(*region);
    close_rows(*region);
    region->rows.release();
    region->~Region();
    graph::Pool<Region>::put(region);
}

}  // namespace kaon::inline v0::dom
