// Notify, Barrier, OnceCell, Once: on virtual time, with cancelled waits.
#include <gtest/gtest.h>

#include "kaon/coro/barrier.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/notify.hpp"
#include "kaon/coro/once_cell.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

namespace {

Task<void> note(Notify& notify, std::string& log, char name) {
    co_await notify.notified();
    log += name;
}

}  // namespace

TEST(notify, wakes_one_or_all_and_keeps_one_notification) {
    Notify notify;
    std::string log;
    auto tells = [&]() -> Task<void> {
        co_await sleep(1s);
        notify.notify_one();
        co_await sleep(1s);
        EXPECT_EQ(log, "a");
        notify.notify_all();
        co_await sleep(1s);
        EXPECT_EQ(log.size(), 3u);
        notify.notify_all();  // nobody waits: forgotten
        EXPECT_TRUE((co_await attempt(timeout(1s, note(notify, log, 'x')))).error().is(Errc::timeout));
        notify.notify_one();
        notify.notify_one();  // kept once
        co_await note(notify, log, 'd');
        EXPECT_TRUE((co_await attempt(timeout(1s, note(notify, log, 'x')))).error().is(Errc::timeout));
    };
    ASSERT_TRUE(TestLoop()
                    .run(when_all(note(notify, log, 'a'), note(notify, log, 'b'), note(notify, log, 'c'), tells()))
                    .has_value());
    EXPECT_EQ(log.size(), 4u);
}

TEST(notify, passes_on_what_was_on_its_way_to_a_cancelled_wait) {
    Notify notify;
    std::string log;
    auto tells_and_wins = [&]() -> Task<void> {
        co_await sleep(1s);
        notify.notify_one();
    };
    auto all = [&]() -> Task<void> {
        auto race = [&]() -> Task<void> { (void)co_await first_of(note(notify, log, 'x'), tells_and_wins()); };
        co_await when_all(race(), note(notify, log, 'b'));
    };
    TestLoop loop;
    ASSERT_TRUE(loop.run(all()).has_value());
    EXPECT_EQ(log, "b");
    EXPECT_EQ(loop.elapsed(), 1s);
}

TEST(notify_death, says_that_it_ended_while_somebody_waits) {
    auto dies = [] {
        TestLoop loop;
        auto waits = []() -> Task<void> {
            auto notify = std::make_unique<Notify>();
            std::string log;
            co_await when_all(note(*notify, log, 'a'), [](std::unique_ptr<Notify>& n) -> Task<void> {
                co_await sleep(1s);
                n.reset();
            }(notify));
        };
        (void)loop.run(waits());
    };
    EXPECT_DEATH(dies(), "kaon: a Notify ends while somebody holds it or waits for it");
}

TEST(barrier, lets_everyone_go_on_together_round_after_round) {
    Barrier barrier(3);
    TestLoop loop;
    int last = 0;
    auto works = [&](Duration pace) -> Task<Duration> {
        for (int round = 0; round < 4; ++round) {
            co_await sleep(pace);
            last += co_await barrier.arrive() == Arrived::last;
        }
        co_return loop.elapsed();
    };
    auto [a, b, c] = loop.run(when_all(works(1s), works(2s), works(5s))).value();
    EXPECT_EQ(a, 20s);
    EXPECT_TRUE(a == b && b == c);
    EXPECT_EQ(last, 4);
}

TEST(barrier, does_not_count_who_gave_up) {
    Barrier barrier(2);
    TestLoop loop;
    auto arrives = [&](Duration after) -> Task<void> {
        co_await sleep(after);
        (void)co_await barrier.arrive();
    };
    auto gives_up = [&]() -> Task<void> { (void)co_await attempt(timeout(1s, arrives(0s))); };
    ASSERT_TRUE(loop.run(when_all(gives_up(), arrives(2s), arrives(7s))).has_value());
    EXPECT_EQ(loop.elapsed(), 7s);
}

TEST(once_cell, is_made_by_one_while_others_wait) {
    OnceCell<int> cell;
    int made = 0;
    auto make = [&]() -> Task<int> {
        co_await sleep(1s);
        co_return ++made;
    };
    auto asks = [&]() -> Task<int> { co_return *co_await cell.get_or_init(make); };
    TestLoop loop;
    EXPECT_EQ(cell.get(), nullptr);
    auto [a, b, c] = loop.run(when_all(asks(), asks(), asks())).value();
    EXPECT_EQ(a + b + c, 3);
    EXPECT_EQ(*cell.get(), 1);
    EXPECT_EQ(loop.elapsed(), 1s);
}

TEST(once_cell, the_next_one_tries_when_the_first_fails_or_is_cancelled) {
    OnceCell<int> cell;
    int tries = 0;
    auto make = [&]() -> Task<int> {
        const int mine = ++tries;
        co_await sleep(1s);
        if (mine == 1) co_return Error(Errc::unavailable);
        if (mine == 2) co_await sleep(60s);
        co_return mine;
    };
    auto asks = [&](Duration patience) -> Task<int> {
        auto ask = [&]() -> Task<int> { co_return *co_await cell.get_or_init(make); };
        Result<int> value = co_await attempt(timeout(patience, ask()));
        co_return value ? *value : -1;
    };
    auto [failed, impatient, got] = TestLoop().run(when_all(asks(60s), asks(5s), asks(60s))).value();
    EXPECT_EQ(failed, -1);
    EXPECT_EQ(impatient, -1);
    EXPECT_EQ(got, 3);
}

TEST(once, runs_its_work_to_the_end_once) {
    Once once;
    int runs = 0;
    auto work = [&]() -> Task<void> {
        co_await sleep(1s);
        ++runs;
    };
    auto asks = [&]() -> Task<void> { co_await once.run(work); };
    EXPECT_FALSE(once.done());
    ASSERT_TRUE(TestLoop().run(when_all(asks(), asks())).has_value());
    EXPECT_TRUE(once.done());
    EXPECT_EQ(runs, 1);
}
