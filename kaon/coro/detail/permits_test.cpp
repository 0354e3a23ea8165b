// Permits alone: order, refusal, giving back; the waits are looked at directly.
#include <gtest/gtest.h>

#include "kaon/coro/detail/permits.hpp"
#include "kaon/coro/test_loop.hpp"

using namespace kaon;
using namespace kaon::detail;

namespace {

struct Wait : Parked {
    explicit Wait(TestLoop& loop, std::size_t count = 1) {
        home = &loop;
        amount = count;
        run = [](Job&) {};
    }
};

}  // namespace

TEST(permits, go_out_in_the_order_of_asking_and_many_are_not_overtaken_by_few) {
    TestLoop loop;
    Permits permits(2);
    Wait first(loop, 2), many(loop, 2), few(loop, 1);
    WakeList woken;
    EXPECT_TRUE(permits.enter(first));
    EXPECT_FALSE(permits.enter(many));
    EXPECT_FALSE(permits.enter(few));
    permits.give_back(1, woken);
    EXPECT_TRUE(many.queued && few.queued);
    EXPECT_FALSE(permits.try_take(1));
    permits.give_back(1, woken);
    EXPECT_TRUE(!many.queued && few.queued);
    permits.give_back(2, woken);
    EXPECT_FALSE(few.queued);
    EXPECT_EQ(permits.free(), 1u);
}

TEST(permits, of_a_wait_that_leaves_go_to_the_next) {
    TestLoop loop;
    Permits permits(1);
    Wait holder(loop), leaving(loop), next(loop);
    WakeList woken;
    EXPECT_TRUE(permits.enter(holder));
    EXPECT_FALSE(permits.enter(leaving));
    EXPECT_FALSE(permits.enter(next));
    permits.give_back(1, woken);
    EXPECT_FALSE(leaving.queued);
    EXPECT_FALSE(permits.leave(leaving, woken));  // it was on its way
    EXPECT_FALSE(next.queued);
    EXPECT_EQ(permits.taken(), 1u);
}

TEST(permits, reach_the_small_one_when_the_large_one_before_it_leaves) {
    TestLoop loop;
    Permits permits(1);
    Wait large(loop, 2), small(loop);
    WakeList woken;
    EXPECT_FALSE(permits.enter(large));
    EXPECT_FALSE(permits.enter(small));
    EXPECT_TRUE(permits.leave(large, woken));
    EXPECT_FALSE(small.queued || small.refused);
}

TEST(permits, that_ended_refuse_only_when_none_can_come_back) {
    TestLoop loop;
    Permits permits(1);
    Wait holder(loop), waits(loop), late(loop);
    WakeList woken;
    EXPECT_TRUE(permits.enter(holder));
    EXPECT_FALSE(permits.enter(waits));
    permits.end(woken);
    EXPECT_TRUE(waits.queued);  // the holder may still give it back
    permits.forget(1, woken);
    EXPECT_TRUE(!waits.queued && waits.refused);
    EXPECT_TRUE(permits.enter(late) && late.refused);
}

TEST(permits, that_are_closed_refuse_everyone_though_some_are_free) {
    TestLoop loop;
    Permits permits(1);
    Wait many(loop, 2), late(loop);
    WakeList woken;
    EXPECT_FALSE(permits.enter(many));
    permits.close(woken);
    EXPECT_TRUE(!many.queued && many.refused);
    EXPECT_TRUE(permits.enter(late) && late.refused);
    EXPECT_FALSE(permits.try_take(1));
}
