// suspense(): a part of a page that a Task will give; stream(): children that arrive one by one.
//
//   section(h2("Latest"), suspense(latest_users(db), {.meanwhile = p("Loading"), .failed = p("Not now, please.")}))
//   table(stream(rows(db)))              // Stream<View>: a million rows in flat memory
//
// render_stream() sends what stands before it, awaits it, and goes on: in order, without scripts. The plain render()
// cannot wait and shows `meanwhile`. An error of the Task shows `failed`; without one it ends the page's Stream.
// Lifetime: a Task or Stream can be awaited once, so such a View is rendered once; a second time the part is empty.
// Threads: where the page is rendered.
#pragma once

#include <optional>

#include "kaon/coro/stream.hpp"
#include "kaon/ui/pending.hpp"

namespace kaon::inline v0 {

struct Suspense {
    View meanwhile = {};
    View failed = {};
};

View suspense(Task<View> task, Suspense options = {});
View stream(Stream<View> views, Suspense options = {});

namespace ui {
struct AwaitedView : Pending {
    std::optional<Task<View>> task;
    std::optional<Stream<View>> views;
    View failed;
    bool started = false;
};
}  // namespace ui

}  // namespace kaon::inline v0
