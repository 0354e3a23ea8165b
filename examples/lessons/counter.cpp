// Counter: a component that the server renders and the browser takes over. One function, compiled for both.
// Run with: cmake --build build/release --target lesson_counter && build/release/lessons/counter
//
// $ curl localhost:3000/
// ...<div id="counter">...<output>3</output>...</div>...
// $ curl 'localhost:3000/?start=41' | grep -o '<output>[0-9]*</output>'
// <output>41</output>
//
// One file, to be read at one go. In a project each part has its place: app/, browser/main.cpp, server/.
#include "kaon/signal/signal.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

// snippet: component
struct CounterProps {
    std::int32_t start = 0;
};

View counter(const CounterProps& props) {
    Signal count{props.start};
    const auto add = [=](int step) { count.update([=](std::int32_t& n) { n += step; }); };
    return fragment(button(on::click([=] { add(-1); }), "−"), output(count), button(on::click([=] { add(+1); }), "+"),
                    p(cls("odd", [=] { return count() % 2 != 0; }), [=] { return count() % 2 == 0 ? "even" : "odd"; }));
}
// end

#ifdef __wasm__  // browser/main.cpp

#include "kaon/app/hydrate.hpp"

// snippet: browser
int main() { hydrate<"counter">(counter); }
// end

#else  // server/

#include "embedded/counter_assets.hpp"
#include "kaon/app/mount_point.hpp"
#include "kaon/browser/start.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/web/web.hpp"

// snippet: server
struct Visit {
    std::optional<std::int32_t> start;
};

Html show_counter(Query<Visit> visit) {
    const CounterProps props{.start = visit->start.value_or(3)};
    const std::string sheet = "/assets/" + std::string(counter_assets::hashed("style.css"));
    return Html{render(page(
        {.title = "Counter",
         .head = fragment(start_browser_half(counter_assets::browser_half()), link(rel("stylesheet"), href(sheet)))},
        main_(h1("Counter"), mount_point("counter", counter, props))))};
}

Router<> routes() {
    return Router{
        get<"/">(show_counter),
        get<"/assets/{*path}">(serve_assets(counter_assets::files())),
        layer(security_headers()),
    };
}

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "counter"}); }
// end

#endif
