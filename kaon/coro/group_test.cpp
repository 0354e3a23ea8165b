// when_all, first_of, timeout, shield, Scope, cancellation: on virtual time.
#include <gtest/gtest.h>

#include "kaon/coro/any_task.hpp"
#include "kaon/coro/blocking.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/coro/stream.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

namespace {

Task<int> after(Duration d, int value, std::string* log = nullptr) {
    struct Guard {
        std::string* log;
        int value;
        ~Guard() {
            if (log) *log += std::to_string(value) + ";";
        }
    } guard{log, value};
    co_await sleep(d);
    co_return value;
}
Task<void> fail_after(Duration d) {
    co_await sleep(d);
    co_await Error(Errc::conflict);
}

}  // namespace

TEST(when_all, waits_for_everyone_at_once) {
    TestLoop loop;
    auto both = []() -> Task<int> {
        auto [a, b, nothing] =
            co_await when_all(after(2s, 1), after(3s, 2), [](Duration d) -> Task<void> { co_await sleep(d); }(1s));
        co_return a + b;
    };
    EXPECT_EQ(loop.run(both()).value(), 3);
    EXPECT_EQ(loop.elapsed(), 3s);
}

TEST(when_all, takes_a_vector) {
    TestLoop loop;
    auto all = []() -> Task<int> {
        std::vector<Task<int>> tasks;
        for (int i = 0; i < 100; ++i) tasks.push_back(after(1s, i));
        int sum = 0;
        for (int n : co_await when_all(std::move(tasks))) sum += n;
        co_return sum;
    };
    EXPECT_EQ(loop.run(all()).value(), 4950);
    EXPECT_EQ(loop.elapsed(), 1s);
}

TEST(when_all, ends_with_the_first_error_and_cancels_the_rest) {
    TestLoop loop;
    std::string log;
    auto both = [&]() -> Task<int> {
        co_await when_all(after(9s, 1, &log), fail_after(1s));
        co_return 0;
    };
    EXPECT_TRUE(loop.run(both()).error().is(Errc::conflict));
    EXPECT_EQ(log, "1;");
    EXPECT_EQ(loop.elapsed(), 1s);
}

TEST(first_of, gives_the_winner_and_cancels_the_others) {
    TestLoop loop;
    std::string log;
    auto race = [&]() -> Task<std::size_t> {
        auto winner = co_await first_of(after(9s, 1, &log), after(1s, 2, &log));
        log += "won";
        co_return winner.index();
    };
    EXPECT_EQ(loop.run(race()).value(), 1u);
    EXPECT_EQ(log, "2;1;won");
    EXPECT_EQ(loop.elapsed(), 1s);
}

TEST(timeout, cancels_what_takes_too_long) {
    TestLoop loop;
    EXPECT_TRUE(loop.run(timeout(1s, after(2s, 1))).error().is(Errc::timeout));
    EXPECT_EQ(loop.run(timeout(3s, after(2s, 1))).value(), 1);
    EXPECT_EQ(loop.elapsed(), 3s);
    EXPECT_TRUE(loop.run(timeout(3s, fail_after(2s))).error().is(Errc::conflict));
}

TEST(timeout, shows_in_the_deadline_of_the_context) {
    TestLoop loop;
    auto asks = []() -> Task<Duration> {
        Context& context = co_await current_context();
        co_return context.deadline - Instant{};
    };
    EXPECT_EQ(loop.run(timeout(3s, asks())).value(), 3s);
}

TEST(cancellation, reaches_every_wait) {
    TestLoop loop;
    loop.cancel_after(1s);
    std::string log;
    auto nested = [&]() -> Task<int> {
        co_await when_all(after(9s, 1, &log), timeout(20s, after(9s, 2, &log)));
        co_return 0;
    };
    EXPECT_TRUE(loop.run(nested()).error().is(Errc::cancelled));
    EXPECT_EQ(log, "1;2;");
    EXPECT_EQ(loop.elapsed(), 1s);
}

TEST(cancellation, is_met_at_the_next_await_of_a_busy_task) {
    TestLoop loop;
    loop.cancel_after(1s);
    int turns = 0;
    auto busy = [&]() -> Task<void> {
        for (;;) {
            ++turns;
            (void)co_await attempt(sleep(1s));
            co_await yield();
        }
    };
    EXPECT_TRUE(loop.run(busy()).error().is(Errc::cancelled));
    EXPECT_EQ(turns, 1);
}

TEST(cancellation, does_not_pass_a_shield) {
    TestLoop loop;
    loop.cancel_after(1s);
    bool committed = false;
    auto commits = [&]() -> Task<void> {
        auto commit = [&]() -> Task<void> {
            co_await sleep(5s);
            committed = true;
        };
        co_await shield(commit());
        co_await sleep(1s);
    };
    EXPECT_TRUE(loop.run(commits()).error().is(Errc::cancelled));
    EXPECT_TRUE(committed);
    EXPECT_EQ(loop.elapsed(), 5s);
}

TEST(holding, is_seen_by_everything_below_and_by_nobody_else) {
    TestLoop loop;
    int lock = 0, other = 0;
    auto holds = [](const void* what) -> Task<bool> { co_return (co_await current_context()).holds(what); };
    auto below = [&]() -> Task<int> {
        Held second{.what = &other};
        auto [first, both] = co_await when_all(
            holds(&lock), [&]() -> Task<bool> { co_return co_await holding(second, holds(&lock)); }());
        co_return first + both + (co_await holds(&other) ? 10 : 0);
    };
    auto outer = [&]() -> Task<int> {
        Held held{.what = &lock};
        const int seen = co_await holding(held, timeout(1s, below()));
        co_return seen + (co_await holds(&lock) ? 100 : 0);
    };
    EXPECT_EQ(loop.run(outer()).value(), 2);
}

TEST(scope, waits_for_what_it_spawned) {
    TestLoop loop;
    int sum = 0;
    auto add = [&](Duration d, int n) -> Task<void> { sum += co_await after(d, n); };
    auto body = [&]() -> Task<int> {
        co_return co_await scope([&](Scope& scope) -> Task<int> {
            for (int i = 1; i <= 3; ++i) scope.spawn(add(Duration::seconds(i), i));
            co_return 7;
        });
    };
    EXPECT_EQ(loop.run(body()).value(), 7);
    EXPECT_EQ(sum, 6);
    EXPECT_EQ(loop.elapsed(), 3s);
}

TEST(scope, an_error_of_a_spawned_task_cancels_the_body) {
    TestLoop loop;
    auto body = [&]() -> Task<int> {
        co_return co_await scope([&](Scope& scope) -> Task<int> {
            scope.spawn(fail_after(1s));
            co_await sleep(60s);
            co_return 7;
        });
    };
    EXPECT_TRUE(loop.run(body()).error().is(Errc::conflict));
    EXPECT_EQ(loop.elapsed(), 1s);
}

TEST(spawn_blocking, gives_values_errors_and_exceptions) {
    TestLoop loop;
    auto calls = []() -> Task<std::string> {
        std::string text = co_await spawn_blocking([] { return std::string("a"); });
        int number = co_await spawn_blocking([]() -> Result<int> { return 4; });
        Result<int> error = co_await attempt(spawn_blocking([]() -> Result<int> { return Error(Errc::not_found); }));
        Result<void> thrown = co_await attempt(spawn_blocking([] { throw 1; }));
        co_return text + std::to_string(number) + std::string(error.error().name()) +
            std::string(thrown.error().name());
    };
    EXPECT_EQ(loop.run(calls()).value(), "a4not_foundinternal");
}

TEST(stream, gives_values_in_order_and_passes_errors_on) {
    TestLoop loop;
    auto count = [](int n, bool fail) -> Stream<int> {
        for (int i = 0; i < n; ++i) {
            co_await sleep(1s);
            co_yield i;
        }
        if (fail) co_await Error(Errc::invalid);
    };
    auto sum = [&](bool fail) -> Task<int> {
        auto stream = count(4, fail);
        int total = 0;
        while (std::optional<int> n = co_await stream.next()) total += *n;
        EXPECT_FALSE((co_await stream.next()).has_value());
        co_return total;
    };
    EXPECT_EQ(loop.run(sum(false)).value(), 6);
    EXPECT_EQ(loop.elapsed(), 4s);
    EXPECT_TRUE(loop.run(sum(true)).error().is(Errc::invalid));
}

TEST(any_task, keeps_the_value_until_someone_who_knows_its_type_takes_it) {
    TestLoop loop;
    auto outer = []() -> Task<std::string> {
        AnyTask task([]() -> Task<std::string> {
            co_await sleep(1s);
            co_return "x";
        }());
        co_await task;
        co_return task.take<std::string>();
    };
    EXPECT_EQ(loop.run(outer()).value(), "x");
    auto failing = []() -> Task<void> {
        AnyTask task(fail_after(1s));
        co_await task;
    };
    EXPECT_TRUE(loop.run(failing()).error().is(Errc::conflict));
}

TEST(test_loop, reports_a_wait_that_nobody_ends) {
    struct Forever final : Operation<void> {
        Begun start(Core&) override { return Begun::waiting; }
    };
    TestLoop loop;
    auto waits = []() -> Task<void> { co_await Forever(); };
    EXPECT_TRUE(loop.run(waits()).error().is(Errc::internal));
}

TEST(when_all, a_task_that_has_ended_lets_go_of_what_it_owns_before_the_others_end) {
    TestLoop loop;
    auto owned = std::make_shared<int>(1);
    auto owns = [](std::shared_ptr<int> mine) -> Task<int> { co_return *mine; };
    auto looks = [&]() -> Task<long> {
        co_await sleep(1s);
        co_return owned.use_count();
    };
    auto [one, uses] = loop.run(when_all(owns(owned), looks())).value();
    EXPECT_EQ(uses, 1);
    EXPECT_EQ(one, 1);
}
