// Interval: rhythm, what it does with missed ticks, cancelled ticks.
#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/interval.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

namespace {

// The seconds of the first ticks, when the work after the second one takes `work` and no time otherwise.
std::string ticks_of(Interval ticks, Duration work, int count = 6) {
    TestLoop loop;
    std::string at;
    auto program = [&]() -> Task<void> {
        for (int i = 0; i < count; ++i) {
            co_await ticks.tick();
            at += std::to_string(loop.elapsed().whole_milliseconds() / 100) + " ";
            if (i == 1) co_await sleep(work);
        }
    };
    EXPECT_TRUE(loop.run(program()).has_value());
    return at;
}

}  // namespace

TEST(interval, ticks_at_once_and_then_in_its_rhythm) {
    EXPECT_EQ(ticks_of(Interval(1s), 700ms), "0 10 20 30 40 50 ");
    EXPECT_EQ(ticks_of(Interval(1s, {.first_after = 3s}), 0s), "30 40 50 60 70 80 ");
}

TEST(interval, does_with_missed_ticks_as_it_is_told) {
    EXPECT_EQ(ticks_of(Interval(1s, {.missed = Missed::burst}), 2500ms), "0 10 35 35 40 50 ");
    EXPECT_EQ(ticks_of(Interval(1s, {.missed = Missed::delay}), 2500ms), "0 10 35 45 55 65 ");
    EXPECT_EQ(ticks_of(Interval(1s, {.missed = Missed::skip}), 2500ms), "0 10 35 40 50 60 ");
}

TEST(interval, a_cancelled_tick_is_not_used_up) {
    TestLoop loop;
    auto program = [&]() -> Task<void> {
        Interval ticks(10s);
        co_await ticks.tick();
        for (int i = 0; i < 3; ++i)
            EXPECT_TRUE((co_await attempt(timeout(2s, ticks.tick()))).error().is(Errc::timeout));
        co_await ticks.tick();
    };
    ASSERT_TRUE(loop.run(program()).has_value());
    EXPECT_EQ(loop.elapsed(), 10s);
}

TEST(interval, counts_anew_from_a_reset) {
    TestLoop loop;
    auto program = [&]() -> Task<void> {
        Interval ticks(10s);
        co_await ticks.tick();
        co_await sleep(4s);
        ticks.reset(loop.now());
        co_await ticks.tick();
    };
    ASSERT_TRUE(loop.run(program()).has_value());
    EXPECT_EQ(loop.elapsed(), 14s);
}

TEST(interval, that_is_always_late_still_gives_others_a_turn) {
    TestLoop loop;
    bool stop = false;
    auto ticks = [&]() -> Task<void> {
        Interval tick(Duration{1});
        while (!stop) co_await tick.tick();
    };
    auto other = [&]() -> Task<void> {
        co_await yield();
        stop = true;
    };
    EXPECT_TRUE(loop.run(when_all(ticks(), other())).has_value());
}
