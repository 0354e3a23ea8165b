// Keyed list: rows that keep their element, their focus and what was typed while others come, go and move.
// Run with: cmake --build build/release --target lesson_keyed_list && build/release/lessons/keyed_list
//
// $ curl localhost:3000/ | grep -o '<li>[a-z]*'
// <li>milk
// <li>bread
//
// One file, to be read at one go. In a project each part has its place: app/, browser/main.cpp, server/.
#include <algorithm>
#include <string>
#include <vector>

#include "kaon/signal/signal.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

// snippet: component
struct Entry {
    std::int32_t id = 0;
    std::string text;
};
struct ShoppingProps {
    std::vector<Entry> entries;
};

// A row is made once, while its key stays. What changes inside it is a signal of its own.
View row(const Entry& entry, Signal<std::vector<Entry>> entries) {
    Signal bought{false};
    const auto remove = [=, id = entry.id] {
        entries.update([=](auto& all) { std::erase_if(all, [=](const Entry& e) { return e.id == id; }); });
    };
    return li(entry.text, " ", input(type("checkbox"), bind::checked(bought)),
              show(bought, [] { return em("bought"); }), button(on::click(remove), "remove"));
}

View shopping(const ShoppingProps& props) {
    Signal entries{props.entries};
    Signal<std::string> text{""};
    Signal next{static_cast<std::int32_t>(props.entries.size()) + 1};
    const auto add = [=] {
        if (text().empty()) return;
        entries.update([=](auto& all) { all.push_back({next(), text()}); });
        next.update([](std::int32_t& n) { ++n; });
        text.set("");
    };
    const auto reverse = [=] { entries.update([](auto& all) { std::reverse(all.begin(), all.end()); }); };
    return fragment(p(input(bind::value(text)), button(cls("add"), on::click(add), "add"),
                      button(cls("reverse"), on::click(reverse), "turn around")),
                    ul(each(
                        entries, [](const Entry& entry) { return entry.id; },
                        [=](const Entry& entry) { return row(entry, entries); })),
                    p([=] { return std::to_string(entries().size()) + " to buy"; }));
}
// end

#ifdef __wasm__  // browser/main.cpp

#include "kaon/app/hydrate.hpp"

int main() { hydrate<"shopping">(shopping); }

#else  // server/

#include "embedded/keyed_list_assets.hpp"
#include "kaon/app/mount_point.hpp"
#include "kaon/browser/start.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/web/web.hpp"

Html show_page() {
    return Html{render(
        page({.title = "Shopping", .head = start_browser_half(keyed_list_assets::browser_half())},
             main_(h1("Shopping"), mount_point("shopping", shopping, ShoppingProps{{{1, "milk"}, {2, "bread"}}}))))};
}

Router<> routes() {
    return Router{
        get<"/">(show_page),
        get<"/assets/{*path}">(serve_assets(keyed_list_assets::files())),
        layer(security_headers()),
    };
}

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "keyed_list"}); }

#endif
