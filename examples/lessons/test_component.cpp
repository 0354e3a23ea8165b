// Testing a component: it lives in a page without a browser; clicks, typing, answers of the server and time are yours.
// Run with: cmake --build build/release --target lesson_test_component && build/release/lessons/test_component
//
// $ test_component
// ...
// [  PASSED  ] 3 tests.
#include <gtest/gtest.h>

#include "kaon/app/action_form.hpp"
#include "kaon/app/hydrate.hpp"
#include "kaon/app/mount_point.hpp"
#include "kaon/app/server/serve.hpp"
#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;
using namespace kaon::html;
using dom::testing::TestPage;

namespace {

// What is tested: in a project, these are in app/ and server/.
struct Greet {
    std::string name;
    static consteval auto describe() { return reflect::rules({{.field = "name", .min_length = 2}}); }
};
struct Greeting {
    std::string text;
};
constexpr ServerFunction<"/fn/greet", Greet, Greeting> greet{};

View greeter() {
    Action<greet> action;
    return fragment(action_form(action, input(name("name")), button("Greet")),
                    p(cls("problem"), [=] { return action.message("name"); }), p(cls("answer"), [=] {
                        return action.pending() ? "..." : action.value() ? action.value()->text : "";
                    }));
}

Task<Greeting> make_greeting(Greet input) { co_return Greeting{"Hello, " + input.name + "!"}; }
Router<> routes() {
    return Router{serve<greet>(make_greeting, FormReply{.done = [](const Greeting&) { return "/"; }})};
}

// The page as the server sends it, taken over as in a browser. The server takes a second for each answer.
// snippet: visit
struct Visit {
    TestLoop loop;
    ServiceTransport server{routes().build().value()};
    browser::Installed browser{{.core = &loop, .transport = &server}};
    TestPage page{render(mount_point("greeter", greeter))};
    dom::Mounted mounted = hydrate<"greeter">(greeter);

    Visit() {
        server.before([](const FetchRequest&) -> Task<void> { co_await sleep(1s); });
        dom::flush();
    }
    ~Visit() {
        mounted.unmount();
        dom::flush();
    }
    void pass(Duration time) {
        loop.run([](Duration wait) -> Task<void> { co_await sleep(wait); }(time)).value();
        dom::flush();
    }
};
// end

// snippet: click
TEST(greeter, shows_the_answer_when_it_comes) {
    Visit visit;
    visit.page.find("input").type("Ada");
    visit.page.find("form").submit();
    dom::flush();
    EXPECT_EQ(visit.page.find(".answer").text(), "...");
    visit.pass(2s);
    EXPECT_EQ(visit.page.find(".answer").text(), "Hello, Ada!");
}

TEST(greeter, asks_nobody_for_what_breaks_a_rule) {
    Visit visit;
    visit.page.find("input").type("A");
    visit.page.find("form").submit();
    dom::flush();
    EXPECT_EQ(visit.page.find(".problem").text(), "must have at least 2 characters");
    EXPECT_EQ(visit.page.find(".answer").text(), "");
}
// end

// snippet: server_side
TEST(greeter, is_taken_over_without_a_difference) {
    Visit visit;
    EXPECT_EQ(visit.page.log_text(), "");  // what hydration had to mend
    EXPECT_NE(render(greeter()).find(R"(<form method="post" action="/fn/greet">)"), std::string::npos);
}
// end

}  // namespace
