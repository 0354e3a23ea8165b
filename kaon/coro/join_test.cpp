// join, when_all_as, first_of and timeout over waits, first_of of many, points in time.
#include <gtest/gtest.h>

#include "kaon/coro/channel.hpp"
#include "kaon/coro/join.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

namespace {

Task<int> after(Duration d, int value) {
    co_await sleep(d);
    co_return value;
}
Task<void> fail_after(Duration d) {
    co_await sleep(d);
    co_await Error(Errc::conflict);
}

}  // namespace

TEST(join, lets_everyone_end_and_hands_over_each_outcome) {
    TestLoop loop;
    auto all = []() -> Task<int> {
        auto [value, failed, late] = co_await join(after(1s, 1), fail_after(2s), after(9s, 3));
        EXPECT_TRUE(failed.error().is(Errc::conflict));
        co_return *value + *late;
    };
    EXPECT_EQ(loop.run(all()).value(), 4);
    EXPECT_EQ(loop.elapsed(), 9s);
}

TEST(join, takes_a_vector_and_ends_with_its_caller) {
    TestLoop loop;
    auto all = []() -> Task<int> {
        std::vector<Task<int>> tasks;
        for (int i = 0; i < 10; ++i) tasks.push_back(after(Duration::seconds(i), i));
        int sum = 0;
        for (Result<int>& r : co_await join(std::move(tasks))) sum += *r;
        co_return sum;
    };
    EXPECT_EQ(loop.run(all()).value(), 45);
    EXPECT_TRUE(loop.run(timeout(3s, all())).error().is(Errc::timeout));
    EXPECT_EQ(loop.elapsed(), 12s);
}

TEST(when_all_as, gives_the_values_their_names) {
    struct Page {
        std::string title;
        int visits;
    };
    TestLoop loop;
    auto title = []() -> Task<std::string> {
        co_await sleep(1s);
        co_return "news";
    };
    Page page = loop.run(when_all_as<Page>(title(), after(2s, 7))).value();
    EXPECT_EQ(page.title, "news");
    EXPECT_EQ(page.visits, 7);
    EXPECT_EQ(loop.elapsed(), 2s);
}

TEST(first_of, takes_waits_beside_tasks_and_the_loser_has_taken_nothing) {
    TestLoop loop;
    auto [sender, receiver] = channel<int>(1);
    auto race = [&]() -> Task<std::string> {
        std::string order;
        auto sends = [&]() -> Task<void> {
            co_await sleep(1500ms);
            co_await sender.send(5);
        };
        auto listens = [&]() -> Task<void> {
            for (int i = 0; i < 3; ++i) {
                auto next = co_await first_of(receiver.recv(), sleep(1s));
                order += next.index() == 0 ? std::to_string(*std::get<0>(next)) : "-";
            }
        };
        co_await when_all(listens(), sends());
        co_return order;
    };
    EXPECT_EQ(loop.run(race()).value(), "-5-");
    EXPECT_EQ(loop.elapsed(), 2500ms);
}

TEST(first_of, prefers_who_need_not_wait_in_the_order_of_writing) {
    TestLoop loop;
    auto [sender, receiver] = channel<int>(1);
    ASSERT_TRUE(sender.try_send(5).has_value());
    auto ready = []() -> Task<int> { co_return 1; };
    auto race = [&]() -> Task<std::size_t> { co_return (co_await first_of(ready(), receiver.recv())).index(); };
    EXPECT_EQ(loop.run(race()).value(), 0u);
    EXPECT_EQ(receiver.try_recv().value(), 5);  // it had not begun
}

TEST(first_of, says_which_of_many_was_first) {
    TestLoop loop;
    auto race = []() -> Task<int> {
        std::vector<Task<int>> tasks;
        for (int i = 0; i < 5; ++i) tasks.push_back(after(Duration::seconds(10 - i), i * 100));
        auto first = co_await first_of(std::move(tasks));
        EXPECT_EQ(first.index, 4u);
        co_return first.value;
    };
    EXPECT_EQ(loop.run(race()).value(), 400);
    EXPECT_EQ(loop.elapsed(), 6s);
    auto nobody = []() -> Task<void> { (void)co_await first_of(std::vector<Task<int>>()); };
    EXPECT_TRUE(loop.run(nobody()).error().is(Errc::invalid));
}

TEST(timeout, takes_a_wait_and_a_point_in_time) {
    TestLoop loop;
    auto [sender, receiver] = channel<int>(1);
    auto program = [&]() -> Task<void> {
        EXPECT_TRUE((co_await attempt(timeout(1s, receiver.recv()))).error().is(Errc::timeout));
        const Instant end = loop.now() + 5s;
        EXPECT_TRUE((co_await attempt(timeout_at(end, after(9s, 1)))).error().is(Errc::timeout));
        EXPECT_EQ(loop.now(), end);
        EXPECT_TRUE((co_await attempt(timeout_at(end, receiver.recv()))).error().is(Errc::timeout));
        EXPECT_EQ(co_await timeout_at(end + 5s, after(4s, 3)), 3);
    };
    EXPECT_TRUE(loop.run(program()).has_value());
    EXPECT_EQ(loop.elapsed(), 10s);
}

TEST(timeout, tells_everything_below_how_much_time_is_left) {
    TestLoop loop;
    auto asks = []() -> Task<Duration> {
        co_await sleep(1s);
        co_return (co_await current_context()).time_left();
    };
    EXPECT_EQ(loop.run(timeout(3s, asks())).value(), 2s);
    EXPECT_EQ(loop.run(asks()).value(), Duration::max());
}
