// Regions but for the reconciliation of keyed lists.
#include "kaon/ui/dom/region.hpp"

#include <new>

#include "kaon/signal/pool.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/keyed.hpp"
#include "kaon/ui/pending.hpp"

namespace kaon::dom {

using ui::Item, ui::Kind, ui::Node, ui::NodeKind;

namespace {

// A function's view, or show(): the new view is made first, so that what it reads is known, then the old one ends.
bool choose(graph::Node& node) {
    auto& region = static_cast<Region&>(node);
    const Owner::Scope scope(region.in->owner);
    Instance* fresh = Instance::open();
    ui::ViewCall call{.shown = region.choice};
    fresh->owner.with([&] { region.binding->call(&call); });
    if (!call.changed) {
        fresh->close();
        return false;
    }
    const graph::Untracked mounting;
    region.choice = call.shown;
    region.clear();
    region.rows.push({0, fresh});
    fresh->owner.with([&] { fresh->show(call.view, region.place); });
    return false;
}

bool list(graph::Node& node) {
    auto& region = static_cast<Region&>(node);
    const Owner::Scope scope(region.in->owner);
    struct Sink : ui::RowSink {
        Region* region;
    } sink;
    sink.region = &region;
    sink.put = [](ui::RowSink& self, const ui::Rows& rows) { reconcile(*static_cast<Sink&>(self).region, rows); };
    region.binding->call(static_cast<ui::RowSink*>(&sink));
    return false;
}

bool never(graph::Node&) { return false; }

void add_row(Region& region, const View& view) {
    Instance* row = Instance::open();
    region.rows.push({0, row});
    row->owner.with([&] { row->show(view, region.place); });
}

// A list of views, or what is shown until an awaited part comes.
void show_fixed(Region& region, const Node& node) {
    const Owner::Scope scope(region.in->owner);
    if (node.kind == NodeKind::pending)
        return add_row(region, static_cast<const ui::PendingNode&>(node).part->meanwhile);
    for (const ui::Cell* cell = static_cast<const ui::ListNode&>(node).first; cell; cell = cell->next) {
        const ui::Arg child = ui::Arg::of(cell->item);
        if (cell->item.kind == Kind::node) {
            ui::detail::hold(cell->item.node);
            add_row(region, View::adopt(cell->item.node));
        } else {
            add_row(region, ui::detail::record_all(&child, 1));
        }
    }
}

}  // namespace

std::uint32_t Region::first() const {
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        if (const std::uint32_t handle = rows[i].instance->first()) return handle;
    }
    return 0;
}

void Region::remove_rows() {
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i].instance->remove();
}

void Region::move_rows(std::uint32_t before) {
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i].instance->move(before);
}

void Region::clear() {
    if (!rows.size()) return;
    if (sole) buffer().put(Op::clear, place.parent);
    else remove_rows();
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i].instance->close();
    rows.cut(0);
}

Region* make_region(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    const auto run = !from.item ? &never : from.item->kind == Kind::view ? &choose : &list;
    auto* region = new (graph::Pool<Region>::take()) Region(run);
    region->in = &in;
    region->slot = slot;
    region->sole = plan.sole;
    region->place.parent = plan.at_root ? in.parent : in.base + plan.handle;
    region->place.before = plan.anchor == no_anchor ? 0 : in.base + plan.anchor;
    region->place.svg = plan.svg;
    region->next = in.regions;
    in.regions = region;
    if (from.item) {
        region->binding = from.item->binding;
        region->binding->hold();
    }
    return region;
}

void open_region(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    Region* region = make_region(in, from, plan, slot);
    if (region->binding) graph::observe(*region);
    else show_fixed(*region, *from.node);
}

void close_region(Region* region) {
    graph::detach(*region);
    for (std::uint32_t i = 0; i < region->rows.size(); ++i) region->rows[i].instance->close();
    region->rows.release();
    if (region->binding) region->binding->release();
    region->~Region();
    graph::Pool<Region>::put(region);
}

}  // namespace kaon::dom
