// broadcast and watch: who hears what, what the slow are told, and cancelled waits.
#include <gtest/gtest.h>

#include "kaon/coro/broadcast.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/coro/watch.hpp"

using namespace kaon;

namespace {

Task<std::string> hear_all(Listener<int> listener, Duration pace) {
    std::string heard;
    while (std::optional<Heard<int>> next = co_await listener.recv()) {
        if (next->missed) heard += "(" + std::to_string(next->missed) + " missed)";
        heard += std::to_string(**next);
        co_await sleep(pace);
    }
    co_return heard;
}

}  // namespace

TEST(broadcast, every_listener_hears_all_and_the_slow_one_is_told_what_it_missed) {
    auto sends = [](Broadcaster<int> numbers) -> Task<void> {
        for (int i = 0; i < 9; ++i) {
            EXPECT_EQ(numbers.send(i), 2u);
            co_await sleep(1s);
        }
    };
    auto all = [&]() -> Task<std::string> {
        Broadcaster<int> numbers(2);
        Task<std::string> quick = hear_all(numbers.subscribe(), 0s), slow = hear_all(numbers.subscribe(), 3300ms);
        auto [a, b, nothing] = co_await when_all(std::move(quick), std::move(slow), sends(std::move(numbers)));
        co_return a + " " + b;
    };
    EXPECT_EQ(TestLoop().run(all()).value(), "012345678 0(1 missed)2(2 missed)5(1 missed)78");
}

TEST(broadcast, a_listener_hears_what_comes_after_it) {
    Broadcaster<std::string> news(4);
    EXPECT_EQ(news.send("nobody"), 0u);
    Listener<std::string> listener = news.subscribe();
    EXPECT_FALSE(listener.try_recv());
    EXPECT_EQ(news.send("one"), 1u);
    EXPECT_EQ(**listener.try_recv(), "one");
    {
        Listener<std::string> gone = std::move(listener);
    }
    EXPECT_EQ(news.listeners(), 0u);
}

TEST(broadcast, a_value_is_made_once_and_shared) {
    Broadcaster<std::string> news(2);
    Listener<std::string> a = news.subscribe(), b = news.subscribe();
    news.send("x");
    EXPECT_EQ(a.try_recv()->value.get(), b.try_recv()->value.get());
}

TEST(broadcast, a_cancelled_recv_has_heard_nothing) {
    Broadcaster<int> numbers(2);
    Listener<int> listener = numbers.subscribe();
    auto hears = [&]() -> Task<int> { co_return **co_await listener.recv(); };
    auto sends = [&]() -> Task<void> {
        co_await sleep(1s);
        numbers.send(5);
    };
    auto all = [&]() -> Task<int> {
        auto winner = co_await first_of(hears(), sends());  // ends in the turn in which the value is sent
        EXPECT_EQ(winner.index(), 1u);
        co_return co_await hears();
    };
    EXPECT_EQ(TestLoop().run(all()).value(), 5);
}

TEST(watch, shows_the_latest_and_tells_of_each_change_once) {
    Watched<int> number(1);
    Watcher<int> watcher = number.watch();
    auto watches = [&]() -> Task<std::string> {
        std::string seen = std::to_string(*watcher.latest());
        while (co_await watcher.changed()) {
            seen += std::to_string(*watcher.latest());
            co_await sleep(1400ms);
        }
        co_return seen;
    };
    auto sets = [&]() -> Task<void> {
        Watched<int> own = std::move(number);
        for (int i = 2; i < 8; ++i) {
            co_await sleep(1s);
            own.set(i);
        }
    };
    auto both = TestLoop().run(when_all(watches(), sets()));
    EXPECT_EQ(std::get<0>(*both), "123467");  // it sees the last value, not every one
}

TEST(watch, waits_for_a_value_that_fits_or_says_that_none_will_come) {
    Watched<int> number(1);
    auto counts = [&]() -> Task<void> {
        Watched<int> own = std::move(number);
        for (int i = 0; i < 5; ++i) {
            co_await sleep(1s);
            own.update([](int& n) { n *= 2; });
        }
    };
    auto waits = [](Watcher<int> watcher, int least) -> Task<int> {
        co_return *co_await watcher.wait_for([least](int n) { return n >= least; });
    };
    TestLoop loop;
    auto first = waits(number.watch(), 10), never = waits(number.watch(), 100);
    auto all = [&]() -> Task<int> {
        auto fails = [](Task<int> task) -> Task<bool> {
            co_return (co_await attempt(std::move(task))).error().is(SyncErrc::closed);
        };
        auto [value, closed, nothing] = co_await when_all(std::move(first), fails(std::move(never)), counts());
        EXPECT_TRUE(closed);
        co_return value;
    };
    EXPECT_EQ(loop.run(all()).value(), 16);
}

TEST(watch, a_cancelled_wait_has_seen_nothing_and_old_values_stay_while_they_are_kept) {
    Watched<int> number(1);
    Watcher<int> watcher = number.watch();
    auto waits = [&]() -> Task<void> { (void)co_await watcher.changed(); };
    EXPECT_TRUE(TestLoop().run(timeout(1s, waits())).error().is(Errc::timeout));
    auto kept = watcher.latest();
    number.set(2);
    EXPECT_TRUE(TestLoop().run(waits()).has_value());
    EXPECT_EQ(*kept, 1);
    EXPECT_EQ(*watcher.peek(), 2);
}
