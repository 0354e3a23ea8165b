// Scope: what it owns ends before it; fork, cancel, idle. The simplest cases are in group_test.cpp.
#include <gtest/gtest.h>

#include "kaon/coro/interval.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/coro/stopped_by.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

namespace {

Task<int> after(Duration d, int value) {
    co_await sleep(d);
    co_return value;
}
Task<int> fails() {
    co_await sleep(1s);
    co_return Error(Errc::not_found);
}
Task<void> for_ever(int& turns) {
    Interval ticks(1s);
    for (;;) {
        co_await ticks.tick();
        ++turns;
    }
}

}  // namespace

TEST(scope, stops_its_endless_tasks_when_the_body_says_so) {
    TestLoop loop;
    int turns = 0;
    auto body = [&]() -> Task<int> {
        co_return co_await scope([&](Scope& scope) -> Task<int> {
            scope.spawn(for_ever(turns));
            scope.spawn(for_ever(turns));
            EXPECT_EQ(scope.running(), 2u);
            const int value = co_await after(3500ms, 7);
            scope.cancel();
            scope.spawn(for_ever(turns));  // ends at its first wait
            co_return value;
        });
    };
    EXPECT_EQ(loop.run(body()).value(), 7);
    EXPECT_EQ(turns, 8);
    EXPECT_EQ(loop.elapsed(), 3500ms);
}

TEST(scope, a_failure_while_it_is_stopped_still_counts) {
    TestLoop loop;
    auto stubborn = []() -> Task<void> {
        (void)co_await attempt(sleep(60s));
        co_await Error(Errc::conflict);
    };
    auto body = [&]() -> Task<void> {
        co_await scope([&](Scope& scope) -> Task<void> {
            scope.spawn(stubborn());
            scope.cancel();
            co_return;
        });
    };
    EXPECT_TRUE(loop.run(body()).error().is(Errc::conflict));
}

TEST(scope, waits_in_its_body_until_nothing_runs) {
    TestLoop loop;
    auto wait = [](Duration d) -> Task<void> { co_await sleep(d); };
    auto body = [&]() -> Task<void> {
        co_await scope([&](Scope& scope) -> Task<void> {
            co_await scope.idle();
            scope.spawn(wait(2s));
            scope.spawn(wait(5s));
            co_await scope.idle();
            EXPECT_EQ(loop.elapsed(), 5s);
            EXPECT_EQ(scope.running(), 0u);
        });
    };
    EXPECT_TRUE(loop.run(body()).has_value());
}

TEST(scope, a_spawned_task_that_has_ended_is_gone_with_what_it_owned) {
    TestLoop loop;
    auto owned = std::make_shared<int>(1);
    auto owns = [](std::shared_ptr<int>) -> Task<void> { co_await sleep(1s); };
    auto body = [&]() -> Task<long> {
        co_return co_await scope([&](Scope& scope) -> Task<long> {
            scope.spawn(owns(owned));
            co_await sleep(2s);
            co_return owned.use_count();
        });
    };
    EXPECT_EQ(loop.run(body()).value(), 1);
}

TEST(fork, gives_its_value_or_error_to_who_joins_it) {
    TestLoop loop;
    auto body = [&]() -> Task<int> {
        co_return co_await scope([&](Scope& scope) -> Task<int> {
            Forked<int> slow = scope.fork(after(5s, 4)), failed = scope.fork(fails());
            EXPECT_TRUE((co_await attempt(failed.join())).error().is(Errc::not_found));
            EXPECT_FALSE(slow.ended());
            EXPECT_TRUE((co_await attempt(timeout(1s, slow.join()))).error().is(Errc::timeout));
            co_return co_await slow.join();  // a join that was cancelled has taken nothing
        });
    };
    EXPECT_EQ(loop.run(body()).value(), 4);
    EXPECT_EQ(loop.elapsed(), 5s);
}

TEST(fork, can_be_cancelled_alone_and_outlive_its_scope) {
    TestLoop loop;
    auto body = [&]() -> Task<int> {
        std::optional<Forked<int>> kept;
        co_await scope([&](Scope& scope) -> Task<void> {
            kept.emplace(scope.fork(after(2s, 9)));
            Forked<int> stopped = scope.fork(after(60s, 1));
            co_await sleep(1s);
            stopped.cancel();
            EXPECT_TRUE((co_await attempt(stopped.join())).error().is(Errc::cancelled));
        });
        co_return co_await kept->join();
    };
    EXPECT_EQ(loop.run(body()).value(), 9);
    EXPECT_EQ(loop.elapsed(), 2s);
}

TEST(stopped_by, ends_with_its_source_and_with_its_caller) {
    TestLoop loop;
    CancelSource stop;
    auto program = [&]() -> Task<void> {
        auto stops = [&]() -> Task<void> {
            co_await sleep(2s);
            stop.cancel();
        };
        auto runs = [&]() -> Task<bool> {
            co_return (co_await attempt(stopped_by(stop, after(60s, 1)))).error().is(Errc::cancelled);
        };
        auto [a, b, nothing] = co_await when_all(runs(), runs(), stops());
        EXPECT_TRUE(a && b && co_await runs());
        EXPECT_EQ(loop.elapsed(), 2s);
        CancelSource other;
        EXPECT_TRUE((co_await attempt(timeout(1s, stopped_by(other, after(60s, 1))))).error().is(Errc::timeout));
        EXPECT_EQ(co_await stopped_by(other, after(1s, 5)), 5);
    };
    EXPECT_TRUE(loop.run(program()).has_value());
}
