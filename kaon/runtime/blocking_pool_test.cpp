// The blocking pool: work runs elsewhere and comes back, the queue has a bound.
#include <thread>

#include <gtest/gtest.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/blocking_pool.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

TEST(blocking_pool, work_runs_elsewhere_and_comes_back) {
    Runtime runtime({.cores = 2, .blocking = {.threads = 4}});
    auto program = []() -> Task<int> {
        const auto here = std::this_thread::get_id();
        std::vector<Task<int>> tasks;
        auto one = [&](int i) -> Task<int> {
            const bool elsewhere = co_await spawn_blocking([here] { return std::this_thread::get_id() != here; });
            EXPECT_TRUE(elsewhere);
            EXPECT_EQ(std::this_thread::get_id(), here);
            co_return i;
        };
        for (int i = 0; i < 200; ++i) tasks.push_back(one(i));
        int sum = 0;
        for (int n : co_await when_all(std::move(tasks))) sum += n;
        co_return sum;
    };
    EXPECT_EQ(runtime.run(program()).value(), 19'900);
}

TEST(blocking_pool, ends_while_cancelled_work_still_runs) {
    for (int i = 0; i < 20; ++i) {
        Runtime runtime({.cores = 1});
        auto program = []() -> Task<bool> {
            auto work = []() -> Task<void> {
                co_await spawn_blocking([] { std::this_thread::sleep_for(std::chrono::milliseconds(10)); });
            };
            co_return (co_await attempt(timeout(1ms, work()))).error().is(Errc::timeout);
        };
        EXPECT_TRUE(runtime.run(program()).value());
    }
}

TEST(blocking_pool, a_full_queue_refuses) {
    Runtime runtime({.cores = 1, .blocking = {.threads = 1, .queue = 2}});
    auto program = []() -> Task<int> {
        auto one = []() -> Task<int> {
            Result<> r =
                co_await attempt(spawn_blocking([] { std::this_thread::sleep_for(std::chrono::milliseconds(30)); }));
            co_return r ? 0 : r.error().is(Errc::unavailable) ? 1 : 100;
        };
        std::vector<Task<int>> tasks;
        for (int i = 0; i < 8; ++i) tasks.push_back(one());
        int refused = 0;
        for (int n : co_await when_all(std::move(tasks))) refused += n;
        co_return refused;
    };
    const int refused = runtime.run(program()).value();
    EXPECT_GE(refused, 5);
    EXPECT_LE(refused, 6);
}
