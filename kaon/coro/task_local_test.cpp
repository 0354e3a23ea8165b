// Task-local values, Flag, on_core: what travels with a Task, and where to.
#include <gtest/gtest.h>

#include "kaon/coro/flag.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/coro/task_local.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

namespace {

struct Tenant {
    std::string name;
};
struct Trace {
    int id;
};
Task<std::string> tenant() {
    co_await sleep(1s);
    const Tenant* found = co_await task_local<Tenant>();
    co_return found ? found->name : "nobody";
}

}  // namespace

TEST(task_local, is_seen_by_everything_below_and_by_nobody_else) {
    TestLoop loop;
    auto below = [&]() -> Task<std::string> {
        auto [outer, inner] = co_await when_all(tenant(), with_local(Tenant{"inner"}, tenant()));
        const Trace* trace = co_await task_local<Trace>();
        co_return outer + " " + inner + " " + std::to_string(trace ? trace->id : 0);
    };
    auto program = [&]() -> Task<std::string> {
        const std::string seen = co_await with_local(Trace{7}, with_local(Tenant{"outer"}, timeout(60s, below())));
        co_return seen + " " + co_await tenant();
    };
    EXPECT_EQ(loop.run(program()).value(), "outer inner 7 nobody");
}

TEST(task_local, of_a_scope_reaches_its_tasks_and_one_of_the_body_does_not) {
    TestLoop loop;
    std::string seen;
    auto notes = [&]() -> Task<void> { seen += co_await tenant() + " "; };
    auto spawns = [&](Scope& scope) -> Task<void> {
        scope.spawn(notes());
        co_return;
    };
    auto body = [&]() -> Task<void> {
        co_await scope([&](Scope& scope) -> Task<void> {
            co_await with_local(Tenant{"inner"}, spawns(scope));  // the value ends here, the Task does not
            co_return;
        });
    };
    EXPECT_TRUE(loop.run(with_local(Tenant{"outer"}, body())).has_value());
    EXPECT_EQ(seen, "outer ");
}

TEST(on_core, brings_value_error_and_cancellation_there_and_back) {
    for (std::uint64_t seed = 1; seed < 30; ++seed) {
        TestLoop loop(seed);
        auto slow = []() -> Task<int> {
            co_await sleep(9s);
            co_return 1;
        };
        auto fails = []() -> Task<void> { co_await Error(Errc::conflict); };
        auto program = [&]() -> Task<void> {
            EXPECT_EQ(co_await on_core(loop, with_local(Tenant{"x"}, tenant())), "x");
            EXPECT_EQ(co_await with_local(Tenant{"y"}, on_core(7, tenant())), "y");  // 0 again: there is one
            EXPECT_TRUE((co_await attempt(on_core(loop, fails()))).error().is(Errc::conflict));
            EXPECT_TRUE((co_await attempt(timeout(1s, on_core(loop, slow())))).error().is(Errc::timeout));
            EXPECT_TRUE((co_await attempt(timeout(0s, on_core(loop, slow())))).error().is(Errc::timeout));
        };
        ASSERT_TRUE(loop.run(program()).has_value()) << seed;
        EXPECT_EQ(loop.elapsed(), 3s);
    }
}

TEST(flag, is_seen_by_who_waits_and_by_who_comes_later) {
    TestLoop loop;
    Flag flag;
    auto waits = [&]() -> Task<Duration> {
        co_await flag.wait();
        co_return loop.elapsed();
    };
    auto raises = [&]() -> Task<void> {
        co_await sleep(2s);
        flag.raise();
        flag.raise();
    };
    auto program = [&]() -> Task<void> {
        EXPECT_TRUE((co_await attempt(timeout(1s, flag.wait()))).error().is(Errc::timeout));
        EXPECT_FALSE(flag.raised());
        auto [a, b, nothing] = co_await when_all(waits(), waits(), raises());
        EXPECT_TRUE(a == 3s && b == 3s && flag.raised());
        EXPECT_EQ(co_await waits(), 3s);
    };
    EXPECT_TRUE(loop.run(program()).has_value());
}
