// The page, its assets, and what it asks for.
#include "server/routes.hpp"

#include "app/counter.hpp"
#include "embedded/assets.hpp"
#include "kaon/app/mount_point.hpp"
#include "kaon/browser/start.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"
#include "kaon/web/web.hpp"

namespace counter {

using namespace kaon;
using namespace kaon::html;

namespace {

Html show_page() {
    const std::string sheet = "/assets/" + std::string(assets::hashed("style.css"));
    return Html(render(
        page({.title = "Counter",
              .head = fragment(start_browser_half(assets::browser_half()), link(rel("icon"), href("/assets/icon.svg")),
                               link(rel("stylesheet"), href(sheet)))},
             main_(h1("Counter"), mount_point("counter", counter, CounterProps{.start = 3})))));
}

Task<std::string> greet() { co_return "hello"; }

Task<std::string> take_long() {
    co_await sleep(30s);
    co_return "late";
}

}  // namespace

Router<> routes() {
    return Router{
        get<"/">(show_page),         get<"/api/greeting">(greet),
        get<"/api/slow">(take_long), get<"/assets/{*path}">(serve_assets(assets::files())),
        layer(security_headers()),
    };
}

}  // namespace counter
