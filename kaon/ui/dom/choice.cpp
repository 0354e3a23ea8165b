// A region that shows one view at a time: a function's, or show().
#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/region.hpp"

namespace kaon::inline v0::dom {

// The new view is made first, so that what it reads is known, then the old one ends.
static bool choose(graph::Node& node) {
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

constexpr Behaviour chooses_view{.connect = open_region, .run = choose};

}  // namespace kaon::inline v0::dom
