// Parts that Tasks and Streams give, kept until a renderer awaits them.
#include "kaon/ui/suspense.hpp"

#include <utility>

namespace kaon::inline v0 {

namespace {
ui::AwaitedView* make_part(Suspense options) {
    auto* part = new ui::AwaitedView;
    part->meanwhile = std::move(options.meanwhile);
    part->failed = std::move(options.failed);
    part->destroy = [](ui::Pending& self) { delete &static_cast<ui::AwaitedView&>(self); };
    return part;
}
}  // namespace

View suspense(Task<View> task, Suspense options) {
    ui::AwaitedView* part = make_part(std::move(options));
    part->task.emplace(std::move(task));
    return ui::Pending::record(part);
}

View stream(Stream<View> views, Suspense options) {
    ui::AwaitedView* part = make_part(std::move(options));
    part->views.emplace(std::move(views));
    return ui::Pending::record(part);
}

}  // namespace kaon::inline v0
