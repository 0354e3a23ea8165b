// AsyncMutex and AsyncRwLock: exclusion across awaits, order, downgrading, cancellation.
#include <gtest/gtest.h>

#include "kaon/coro/async_mutex.hpp"
#include "kaon/coro/async_rw_lock.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

TEST(async_mutex, keeps_others_out_while_its_holder_awaits) {
    AsyncMutex<int> number(0);
    auto adds = [&]() -> Task<void> {
        auto guard = co_await number.lock();
        const int before = *guard;
        co_await sleep(1s);
        *guard = before + 1;
    };
    auto all = [&]() -> Task<int> {
        std::vector<Task<void>> tasks;
        for (int i = 0; i < 20; ++i) tasks.push_back(adds());
        co_await when_all(std::move(tasks));
        auto guard = co_await number.lock();
        co_return *guard;
    };
    TestLoop loop;
    EXPECT_EQ(loop.run(all()).value(), 20);
    EXPECT_EQ(loop.elapsed(), 20s);
}

TEST(async_mutex, is_given_in_the_order_of_asking_and_not_to_who_gave_up) {
    AsyncMutex<std::string> order;
    auto writes = [&](char name, Duration at_most) -> Task<void> {
        auto lock_and_write = [&]() -> Task<void> {
            auto guard = co_await order.lock();
            *guard += name;
            co_await sleep(2s);
        };
        (void)co_await attempt(timeout(at_most, lock_and_write()));
    };
    auto all = [&]() -> Task<std::string> {
        co_await when_all(writes('a', 60s), writes('b', 1s), writes('c', 60s), writes('d', 60s));
        co_return *co_await order.lock();
    };
    EXPECT_EQ(TestLoop().run(all()).value(), "acd");
}

TEST(async_mutex, is_free_again_after_an_error_and_after_unlock) {
    AsyncMutex<int> mutex(7);
    auto fails = [&]() -> Task<void> {
        auto guard = co_await mutex.lock();
        co_await Error(Errc::conflict);
    };
    EXPECT_TRUE(TestLoop().run(fails()).error().is(Errc::conflict));
    auto guard = mutex.try_lock();
    ASSERT_TRUE(guard);
    EXPECT_FALSE(mutex.try_lock());
    guard->unlock();
    EXPECT_EQ(**mutex.try_lock(), 7);
}

TEST(async_mutex_death, says_that_it_ended_before_its_guard) {
    EXPECT_DEATH(
        {
            auto mutex = std::make_unique<AsyncMutex<int>>(1);
            auto guard = mutex->try_lock();
            mutex.reset();
        },
        "kaon: an AsyncMutex ends while somebody holds it");
}

TEST(async_rw_lock, lets_readers_in_together_and_writers_alone) {
    AsyncRwLock<int> number(0);
    TestLoop loop;
    auto reads = [&]() -> Task<int> {
        auto guard = co_await number.read();
        co_await sleep(1s);
        co_return *guard;
    };
    auto writes = [&](int n) -> Task<void> {
        auto guard = co_await number.write();
        co_await sleep(1s);
        *guard = n;
    };
    auto all = [&]() -> Task<std::string> {
        auto [a, b, w1, c, w2, d] = co_await when_all(reads(), reads(), writes(1), reads(), writes(2), reads());
        co_return std::to_string(a) + std::to_string(b) + std::to_string(c) + std::to_string(d);
    };
    EXPECT_EQ(loop.run(all()).value(), "0012");  // in the order of asking: a reader does not overtake a writer
    EXPECT_EQ(loop.elapsed(), 5s);
}

TEST(async_rw_lock, readers_come_in_when_a_waiting_writer_gives_up) {
    AsyncRwLock<int> number(3);
    TestLoop loop;
    auto reads = [&](Duration stays) -> Task<int> {
        auto guard = co_await number.read();
        co_await sleep(stays);
        co_return *guard;
    };
    auto gives_up = [&]() -> Task<void> {
        auto write = [&]() -> Task<void> { auto guard = co_await number.write(); };
        (void)co_await attempt(timeout(1s, write()));
    };
    ASSERT_TRUE(loop.run(when_all(reads(10s), gives_up(), reads(2s))).has_value());
    EXPECT_EQ(loop.elapsed(), 10s);  // the second reader came in after one second, beside the first
}

TEST(async_rw_lock, a_writer_goes_on_as_a_reader_with_no_writer_in_between) {
    AsyncRwLock<int> number(0);
    TestLoop loop;
    auto downgrades = [&]() -> Task<int> {
        auto writing = co_await number.write();
        *writing = 1;
        auto reading = std::move(writing).downgrade();
        EXPECT_TRUE(number.try_read());
        EXPECT_FALSE(number.try_write());
        co_await sleep(1s);
        co_return *reading;
    };
    auto writes = [&]() -> Task<void> {
        auto writing = co_await number.write();
        *writing = 2;
    };
    auto all = [&]() -> Task<int> {
        auto [seen, nothing] = co_await when_all(downgrades(), writes());
        co_return seen * 10 + **number.try_read();
    };
    EXPECT_EQ(loop.run(all()).value(), 12);
}
