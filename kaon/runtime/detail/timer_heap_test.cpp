// TimerHeap against a sorted list: thousands of timers started, moved, stopped and fired at random.
#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/runtime/detail/timer_heap.hpp"

using namespace kaon;
using runtime::detail::TimerHeap;

namespace {

struct Noted : Timer {
    std::vector<int>* fired = nullptr;
    int number = 0;
};

}  // namespace

TEST(timer_heap, fires_what_is_due_in_order_whatever_was_started_and_stopped) {
    std::mt19937 random(3);
    TimerHeap heap;
    std::vector<int> fired;
    std::vector<Noted> timers(200);
    for (std::size_t i = 0; i < timers.size(); ++i) {
        timers[i].fired = &fired;
        timers[i].number = static_cast<int>(i);
        timers[i].fire = [](Timer& timer) {
            const Noted& noted = static_cast<Noted&>(timer);
            noted.fired->push_back(noted.number);
        };
    }
    std::map<int, std::int64_t> expected;  // when each that is started is due
    std::int64_t now = 0;
    for (int round = 0; round < 20'000; ++round) {
        Noted& timer = timers[random() % timers.size()];
        switch (random() % 4) {
            case 0:
                heap.stop(timer);
                expected.erase(timer.number);
                break;
            case 1: {
                now += random() % 30;
                fired.clear();
                while (Timer* due = heap.take_due({now})) due->fire(*due);
                for (std::size_t i = 1; i < fired.size(); ++i) ASSERT_LE(expected[fired[i - 1]], expected[fired[i]]);
                for (int number : fired) {
                    ASSERT_LE(expected.at(number), now);
                    ASSERT_FALSE(timers[static_cast<std::size_t>(number)].started());
                    expected.erase(number);
                }
                for (const auto& [number, at] : expected) ASSERT_GT(at, now) << number;
                break;
            }
            default:
                heap.stop(timer);
                timer.at = {now + static_cast<std::int64_t>(random() % 1000)};
                heap.start(timer);
                expected[timer.number] = timer.at.nanoseconds;
        }
        std::int64_t first = INT64_MAX;
        for (const auto& [number, at] : expected) first = std::min(first, at);
        ASSERT_EQ(heap.first().nanoseconds, first);
    }
}

TEST(timer_heap, keeps_a_million_and_fires_those_that_were_not_stopped_in_order) {
    constexpr std::size_t count = 1'000'000;
    struct Counted : Timer {
        Instant* last = nullptr;
        std::size_t* fired = nullptr;
    };
    std::mt19937 random(7);
    TimerHeap heap;
    std::vector<Counted> timers(count);
    Instant last;
    std::size_t fired = 0;
    for (Counted& timer : timers) {
        timer.last = &last;
        timer.fired = &fired;
        timer.at = {static_cast<std::int64_t>(random())};
        timer.fire = [](Timer& due) {
            auto& self = static_cast<Counted&>(due);
            *self.fired += self.at < *self.last ? 2 * count : 1;  // one out of order is seen in the sum
            *self.last = self.at;
        };
        heap.start(timer);
    }
    for (std::size_t i = 0; i < count; i += 2) heap.stop(timers[i]);
    while (Timer* due = heap.take_due(Instant::never())) due->fire(*due);
    EXPECT_EQ(fired, count / 2);
    EXPECT_EQ(heap.first(), Instant::never());
}
