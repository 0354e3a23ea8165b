// Whatever HTML a page holds: a component that hydrates in it ends up showing what it shows when it is mounted, and
// goes on doing so.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/signal/signal.hpp"
#include "kaon/signal/warning.hpp"
#include "kaon/ui/dom/hydrate.hpp"
#include "kaon/ui/dom/testing/canonical.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;
using namespace kaon::dom::testing;

namespace {

struct App {
    Signal<std::string> name{"Ann"};
    Signal<std::string> choice{"b"};
    Signal<int> count{2};
    Signal<bool> open{true};
    Signal<std::vector<int>> items{std::vector{3, 1, 2}};
};

View rows(const App& s) {
    return table(tbody(each(
        s.items, [](int item) { return item; },
        [s](int item) {
            return fragment(tr(data("id", item), td(item), td(s.name, " and ", s.count)),
                            show(s.open, [] { return tr(td("open")); }));
        })));
}

View component(const App& s) {
    const std::vector<std::string> words{"one", "two"};
    return fragment("Hello, ", s.name, "! ", 1.5, "; ",
                    main_(cls("page"), cls("busy", s.open), attr("lang", s.name), h1("Title ", s.count),
                          p(hidden(false),
                            show(
                                s.open, [s] { return span("yes ", s.count); }, [] { return em("no"); }),
                            "between", [s] { return s.count() % 2 ? View(b("odd")) : View(); })),
                    ul(each(words, [](const std::string& word) { return li(word); })), rows(s),
                    select(bind::value(s.choice), option(value("a"), "A"), option(value("b"), "B")),
                    textarea(bind::value(s.name)), input(type("checkbox"), bind::checked(s.open)),
                    button(on::click([s] { s.count.update([](int& n) { ++n; }); }), "more"), pre("\n line"), "the end");
}

struct Showing {
    template <class Put>
    Showing(const std::string& html, Put put) : page("<div id=\"app\">" + html + "</div>") {
        mounted = put("app", [&] {
            app.emplace();
            return component(*app);
        });
        dom::flush();
        shown.push_back(now());
        change([&] { app->name.set(""); });
        change([&] { app->open.set(false); });
        change([&] { app->items.set({2, 4, 3}); });
        change([&] { app->count.set(3); });
        mounted.unmount();
        dom::flush();
    }

    template <class F>
    void change(F f) {
        f();
        dom::flush();
        shown.push_back(now());
    }
    std::string now() { return canonical(page.html("#app"), Detail::structure); }

    std::optional<App> app;
    TestPage page;
    dom::Mounted mounted;
    std::vector<std::string> shown;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string html(reinterpret_cast<const char*>(bytes), size);
    // Nothing else may have the id of the place.
    if (html.find("app") != html.npos) return 0;
    // A browser's parser lets none through.
    std::erase(html, '\0');
    graph::on_warning([](const graph::Warning&) {});
    static const std::vector<std::string> expected =
        Showing("", [](auto id, auto made) { return dom::mount(id, made); }).shown;
    const Showing showing(html, [](auto id, auto made) { return dom::hydrate(id, made); });
    if (showing.shown != expected) std::abort();
    return 0;
}
