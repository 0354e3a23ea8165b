// Regions that never change: lists of views, and what is shown until an awaited part comes.
#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/region.hpp"
#include "kaon/ui/pending.hpp"

namespace kaon::inline v0::dom {

using ui::Kind;

namespace {

bool never(graph::Node&) { return false; }

void add_row(Region& region, const View& view) {
    Instance* row = Instance::open();
    region.rows.push({0, row});
    row->owner.with([&] { row->show(view, region.place); });
}

void connect_list(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    Region& region = *make_region(in, from, plan, slot);
    const Owner::Scope scope(in.owner);
    for (const ui::Cell* cell = static_cast<const ui::ListNode*>(from.node)->first; cell; cell = cell->next) {
        if (cell->item.kind == Kind::node) {
            ui::detail::hold(cell->item.node);
            add_row(region, View::adopt(cell->item.node));
        } else {
            ui::Item item = cell->item;
            if (ui::is_closure(item.kind)) item.closure = cell->item.binding->closure();
            const ui::Arg child = ui::Arg::of(item);
            add_row(region, ui::detail::record_all(&child, 1));
        }
    }
}

void connect_pending(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    Region& region = *make_region(in, from, plan, slot);
    const Owner::Scope scope(in.owner);
    add_row(region, static_cast<const ui::PendingNode*>(from.node)->part->meanwhile);
}

}  // namespace

constexpr Behaviour shows_list{.connect = connect_list, .run = never};
constexpr Behaviour shows_meanwhile{.connect = connect_pending, .run = never};

}  // namespace kaon::inline v0::dom
