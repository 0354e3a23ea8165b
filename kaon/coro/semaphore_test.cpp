// Semaphore: bounds, fairness, closing, and that no cancelled wait keeps or loses a permit.
#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/semaphore.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

TEST(semaphore, lets_in_so_many_at_once_and_no_more) {
    Semaphore slots(3);
    int inside = 0, most = 0;
    auto works = [&]() -> Task<void> {
        auto slot = co_await slots.acquire();
        most = std::max(most, ++inside);
        co_await sleep(1s);
        --inside;
    };
    auto all = [&]() -> Task<void> {
        std::vector<Task<void>> tasks;
        for (int i = 0; i < 10; ++i) tasks.push_back(works());
        co_await when_all(std::move(tasks));
    };
    TestLoop loop;
    ASSERT_TRUE(loop.run(all()).has_value());
    EXPECT_EQ(most, 3);
    EXPECT_EQ(loop.elapsed(), 4s);  // 10 of one second, three at a time
    EXPECT_EQ(slots.available(), 3u);
}

TEST(semaphore, serves_in_the_order_of_asking_also_who_wants_many) {
    Semaphore slots(2);
    std::string order;
    auto works = [&](std::size_t count, char name) -> Task<void> {
        auto slot = co_await slots.acquire(count);
        order += name;
        co_await sleep(1s);
    };
    TestLoop loop;
    ASSERT_TRUE(loop.run(when_all(works(1, 'a'), works(2, 'b'), works(1, 'c'), works(1, 'd'))).has_value());
    EXPECT_EQ(order.substr(0, 2), "ab");
    EXPECT_EQ(loop.elapsed(), 3s);
}

TEST(semaphore, passes_on_what_was_on_its_way_to_a_cancelled_wait) {
    // The permit comes back in the very turn in which the wait is cancelled, in either order.
    for (const bool cancel_first : {true, false}) {
        Semaphore slots(1);
        auto held = slots.try_acquire();
        CancelSource* source = nullptr;
        auto waits = [&]() -> Task<void> {
            source = (co_await current_context()).cancel;
            auto slot = co_await slots.acquire();
            ADD_FAILURE() << "was cancelled, and got it";
        };
        auto ends = [&]() -> Task<void> {
            co_await sleep(1s);
            if (cancel_first) source->cancel();
            held->release();
            if (!cancel_first) source->cancel();
        };
        auto next = [&]() -> Task<void> { auto slot = co_await slots.acquire(); };
        auto both = [&]() -> Task<void> {
            auto [first, second, third] = co_await when_all(
                [](Task<void> task) -> Task<bool> {
                    co_return (co_await attempt(timeout(60s, std::move(task)))).has_value();
                }(waits()),
                ends(), next());
            EXPECT_FALSE(first);
        };
        TestLoop loop;
        ASSERT_TRUE(loop.run(both()).has_value());
        EXPECT_EQ(slots.available(), 1u);
        EXPECT_EQ(loop.elapsed(), 1s);
    }
}

TEST(semaphore, that_is_closed_refuses_who_waits_and_who_comes) {
    Semaphore slots(1);
    auto held = slots.try_acquire();
    auto waits = [&]() -> Task<bool> { co_return (co_await attempt(slots.acquire())).error().is(SyncErrc::closed); };
    auto closes = [&]() -> Task<void> {
        co_await sleep(1s);
        slots.close();
    };
    auto all = [&]() -> Task<bool> {
        auto [refused, nothing] = co_await when_all(waits(), closes());
        held->release();
        co_return refused && !slots.try_acquire() && co_await waits();
    };
    EXPECT_TRUE(TestLoop().run(all()).value());
}

TEST(semaphore, can_be_given_more_and_less) {
    Semaphore slots(0);
    EXPECT_FALSE(slots.try_acquire());
    slots.add(3);
    auto two = slots.try_acquire(2);
    ASSERT_TRUE(two);
    two->forget();
    two.reset();
    EXPECT_EQ(slots.available(), 1u);
}

TEST(semaphore, a_task_that_never_waits_for_it_still_gives_others_a_turn) {
    Semaphore slots(1);
    bool other_ran = false;
    int turns = 0;
    auto greedy = [&]() -> Task<void> {
        while (!other_ran && turns < 10'000) {
            ++turns;
            auto slot = co_await slots.acquire();
        }
    };
    auto other = [&]() -> Task<void> {
        co_await yield();
        other_ran = true;
    };
    ASSERT_TRUE(TestLoop().run(when_all(greedy(), other())).has_value());
    EXPECT_LT(turns, 1000);
}

TEST(semaphore_death, says_that_it_ended_before_its_permits) {
    EXPECT_DEATH(
        {
            auto slots = std::make_unique<Semaphore>(1);
            auto held = slots->try_acquire();
            slots.reset();
        },
        "kaon: a Semaphore ends while somebody holds it");
}
