// Signals, a condition, and two Tasks: one that asks the server, one that is given up when its panel closes.
#include "app/counter.hpp"

#include <string>

#include "kaon/browser/fetch.hpp"
#include "kaon/browser/spawn.hpp"
#include "kaon/signal/signal.hpp"
#include "kaon/ui/ui.hpp"

namespace counter {

using namespace kaon;
using namespace kaon::html;

namespace {

Task<void> ask(std::string_view path, Signal<std::string> answer) {
    answer.set("...");
    const Result<FetchResponse> got = co_await attempt(fetch({.url = std::string(path)}));
    answer.set(got ? got->body : std::string(got.error().text()));
}

// Whoever closes it is not kept waiting: the request ends with the panel.
View patience() {
    Signal<std::string> answer{""};
    spawn(ask("/api/slow", answer));
    return p(id("waiting"), "An answer that takes long: ", answer);
}

}  // namespace

View counter(const CounterProps& props) {
    Signal count{props.start};
    Signal<std::string> greeting{""};
    Signal waits{false};
    const auto add = [=](int step) { count.update([=](std::int32_t& n) { n += step; }); };
    return section(cls("counter"),
                   p(button(id("less"), on::click([=] { add(-1); }), "−"), output(id("count"), count),
                     button(id("more"), on::click([=] { add(1); }), "+")),
                   p(id("parity"), cls("odd", [=] { return count() % 2 != 0; }),
                     [=] { return count() % 2 == 0 ? "even" : "odd"; }),
                   p(button(id("ask"), on::click([=] { spawn(ask("/api/greeting", greeting)); }), "Ask the server"),
                     " ", output(id("greeting"), greeting)),
                   p(button(id("wait"), on::click([=] { waits.update([](bool& on) { on = !on; }); }),
                            [=] { return waits() ? "Give up" : "Wait"; })),
                   show(waits, [] { return patience(); }));
}

}  // namespace counter
