// Actions against the real function: state, races, forms, and the end of their owner.
#include <gtest/gtest.h>

#include "kaon/app/action.hpp"
#include "kaon/app/action_form.hpp"
#include "kaon/app/server/serve.hpp"
#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/ui/owned.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;
using namespace kaon::html;

namespace {

enum class Stock : std::uint8_t { sold_out };
CodeText describe(Stock) { return {Errc::conflict, "sold_out", "Sold out."}; }

struct Order {
    std::string pen;
    std::int32_t count = 0;
    static consteval auto describe() {
        return reflect::rules({{.field = "pen", .max_length = 8}, {.field = "count", .min = 1}});
    }
};
struct Receipt {
    std::int64_t number = 0;
    std::string pen;
};
constexpr ServerFunction<"/fn/buy", Order, Receipt, Stock> buy{};

constexpr ServerFunction<"/fn/forget", Order, void, Stock> forget{};

Result<> forget_order(Order order) {
    if (order.pen == "gold") return Error(Stock::sold_out);
    return {};
}
Result<Receipt> take_order(Order order) {
    if (order.pen == "gold") return Error(Stock::sold_out);
    return Receipt{order.count, order.pen};
}

// The first request is slow, the others are quick.
struct World {
    TestLoop loop;
    ServiceTransport server{*Router{serve<buy>(take_order), serve<forget>(forget_order)}.build()};
    browser::Installed browser{{.core = &loop, .transport = &server}};
    Owner page;
    int sent = 0, arrived = 0;

    World() {
        server.before([this](const FetchRequest&) -> Task<void> {
            co_await sleep(sent++ == 0 ? 10s : 1s);
            ++arrived;
        });
    }
    Action<buy> action() {
        return page.with([] { return Action<buy>(); });
    }
    void wait(Duration time) {
        ASSERT_TRUE(loop.run([](Duration t) -> Task<void> { co_await sleep(t); }(time)));
    }
};

std::string json_of_submit(const Action<buy>& action, std::string_view json) {
    SubmitEvent event;
    event.json = json;
    action.submit(event);
    EXPECT_TRUE(event.prevented);
    return std::string(action.message("pen")) + "|" + std::string(action.message("count"));
}

}  // namespace

TEST(action, shows_the_answer_when_it_has_come) {
    World w;
    const Action<buy> action = w.action();
    EXPECT_FALSE(action.pending());
    action.dispatch({.pen = "red", .count = 3});
    EXPECT_TRUE(action.pending());
    EXPECT_FALSE(action.value());
    w.wait(11s);
    EXPECT_FALSE(action.pending());
    ASSERT_TRUE(action.value());
    EXPECT_EQ(action.value()->number, 3);
    EXPECT_EQ(action.version(), 1u);
    EXPECT_FALSE(action.error());
}

TEST(action, a_slow_early_call_never_replaces_a_later_one) {
    World w;
    const Action<buy> action = w.action();
    action.dispatch({.pen = "slow", .count = 1});
    action.dispatch({.pen = "quick", .count = 2});
    w.wait(2s);
    EXPECT_EQ(action.value()->pen, "quick");
    EXPECT_FALSE(action.pending());
    w.wait(20s);
    EXPECT_EQ(w.arrived, 2);
    EXPECT_EQ(action.value()->pen, "quick");
    EXPECT_EQ(action.version(), 1u);
}

TEST(action, keeps_the_answer_beside_an_error_of_its_own_code) {
    World w;
    const Action<buy> action = w.action();
    action.dispatch({.pen = "red", .count = 3});
    w.wait(11s);
    action.dispatch({.pen = "gold", .count = 1});
    w.wait(2s);
    ASSERT_TRUE(action.error());
    EXPECT_TRUE(action.error()->is(Stock::sold_out));
    EXPECT_FALSE(action.error()->is(Errc::conflict));
    EXPECT_EQ(action.error()->text, "Sold out.");
    EXPECT_EQ(action.value()->pen, "red");
    action.dispatch({.pen = "blue", .count = 1});
    w.wait(2s);
    EXPECT_FALSE(action.error());
}

TEST(action, ends_with_its_owner) {
    World w;
    const Action<buy> action = w.action();
    action.dispatch({.pen = "red", .count = 3});
    w.page.cleanup();
    EXPECT_FALSE(action.alive());
    w.wait(20s);
    EXPECT_EQ(w.sent, 1);
    EXPECT_EQ(w.arrived, 0);
}

TEST(action, reads_a_form_and_reports_all_its_mistakes_without_a_request) {
    World w;
    const Action<buy> action = w.action();
    EXPECT_EQ(json_of_submit(action, R"({"pen":"much too long","count":"two"})"),
              "must have at most 8 characters|must be a whole number");
    EXPECT_FALSE(action.pending());
    EXPECT_EQ(w.sent, 0);
    EXPECT_EQ(json_of_submit(action, R"({"pen":"red","count":"0"})"), "|must be at least 1");
    EXPECT_EQ(json_of_submit(action, R"({"count":"1"})"), "is missing|");
    json_of_submit(action, R"({"pen":"red","count":"5","button":"go"})");
    w.wait(20s);
    EXPECT_EQ(action.value()->number, 5);
}

TEST(action, says_broken_rules_in_the_words_of_the_page) {
    World w;
    const auto russian = [](const reflect::Violation&) -> std::string { return "не годится"; };
    const auto action = w.page.with([&] { return Action<buy>({.phrase = russian}); });
    EXPECT_EQ(json_of_submit(action, R"({"pen":"red","count":"0"})"), "|не годится");
    action.dispatch({.pen = "much too long", .count = 1});
    EXPECT_EQ(action.message("pen"), "не годится");
    EXPECT_EQ(action.version(), 2u);
    w.page.cleanup();
    EXPECT_EQ(w.sent, 0);
}

TEST(action, tells_effects_of_each_change) {
    World w;
    std::string seen;
    const Action<buy> action = w.action();
    w.page.with([&] {
        effect([&, action] { seen += action.pending() ? "p" : action.value() ? action.value()->pen : "-"; });
    });
    graph::flush();
    action.dispatch({.pen = "a", .count = 1});
    graph::flush();
    w.wait(11s);
    graph::flush();
    EXPECT_EQ(seen, "-pa");
}

TEST(action, of_a_function_that_gives_nothing_counts_its_calls) {
    World w;
    const auto action = w.page.with([] { return Action<forget>(); });
    action.dispatch({.pen = "red", .count = 1});
    EXPECT_TRUE(action.pending());
    w.wait(11s);
    EXPECT_EQ(action.version(), 1u);
    action.dispatch({.pen = "gold", .count = 1});
    w.wait(2s);
    EXPECT_TRUE(action.error()->is(Stock::sold_out));
}

TEST(action, calls_back_once_for_each_outcome_that_counts) {
    World w;
    std::string said;
    const Action<buy> action = w.action();
    w.page.with([&] {
        action.on_success([&](const Receipt& receipt) { said += receipt.pen + ","; });
        action.on_failure([&](const CallFailure& failure) { said += std::string(failure.code) + ","; });
    });
    graph::flush();
    action.dispatch({.pen = "slow", .count = 1});
    action.dispatch({.pen = "quick", .count = 2});
    graph::flush();
    EXPECT_EQ(said, "") << "a call that begins is no outcome";
    w.wait(20s);
    graph::flush();
    action.dispatch({.pen = "gold", .count = 1});
    w.wait(11s);
    graph::flush();
    EXPECT_EQ(said, "quick,sold_out,");
}

TEST(action_form, is_a_form_that_works_without_a_script) {
    EXPECT_EQ(render(owned([] {
                  Action<buy> action;
                  return action_form(action, cls("buy"), input(name("pen")), button("Buy"));
              })),
              R"(<form method="post" action="/fn/buy" class="buy"><input name="pen"><button>Buy</button></form>)");
    EXPECT_EQ(render(action_form(buy, button("Buy"))),
              R"(<form method="post" action="/fn/buy"><button>Buy</button></form>)");
}
