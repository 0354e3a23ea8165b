// channel and oneshot: order, bounds, both ends' end, and that a cancelled wait loses nothing.
#include <gtest/gtest.h>

#include "kaon/coro/channel.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/oneshot.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

namespace {

Task<void> send_all(Sender<int> sender, int from, int to) {
    for (int i = from; i < to; ++i) co_await sender.send(i);
}
Task<std::vector<int>> receive_all(Receiver<int> receiver) {
    std::vector<int> all;
    while (std::optional<int> n = co_await receiver.recv()) all.push_back(*n);
    co_return all;
}

}  // namespace

TEST(channel, brings_every_value_in_order_and_then_the_end) {
    auto [sender, receiver] = channel<int>(4);
    auto [nothing, all] =
        TestLoop().run(when_all(send_all(std::move(sender), 0, 1000), receive_all(std::move(receiver)))).value();
    ASSERT_EQ(all.size(), 1000u);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(all[static_cast<std::size_t>(i)], i);
}

TEST(channel, makes_senders_wait_when_it_is_full) {
    auto [sender, receiver] = channel<int>(2);
    TestLoop loop;
    Duration sent_after;
    auto sends = [&]() -> Task<void> {
        co_await send_all(std::move(sender), 0, 3);
        sent_after = loop.elapsed();
    };
    auto receives = [&]() -> Task<void> {
        co_await sleep(5s);
        EXPECT_EQ(receiver.size(), 2u);
        EXPECT_EQ((co_await receiver.recv()).value(), 0);
    };
    ASSERT_TRUE(loop.run(when_all(sends(), receives())).has_value());
    EXPECT_EQ(sent_after, 5s);
}

TEST(channel, gives_each_value_to_one_of_several_receivers) {
    auto [sender, receiver] = channel<int>(1);
    auto parts = TestLoop().run(when_all(receive_all(receiver), receive_all(receiver), send_all(sender, 0, 50),
                                         send_all(std::move(sender), 50, 100)));
    ASSERT_TRUE(parts.has_value());
    auto& [a, b, nothing, nothing_either] = *parts;
    std::vector<int> all = a;
    all.insert(all.end(), b.begin(), b.end());
    std::sort(all.begin(), all.end());
    ASSERT_EQ(all.size(), 100u);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(all[static_cast<std::size_t>(i)], i);
    EXPECT_FALSE(a.empty() || b.empty());
}

TEST(channel, a_cancelled_send_leaves_the_value_with_its_owner) {
    auto [sender, receiver] = channel<std::unique_ptr<int>>(1);
    ASSERT_TRUE(sender.try_send(std::make_unique<int>(1)).has_value());
    auto value = std::make_unique<int>(2);
    auto sends = [&]() -> Task<void> { co_await sender.send(std::move(value)); };
    EXPECT_TRUE(TestLoop().run(timeout(1s, sends())).error().is(Errc::timeout));
    ASSERT_TRUE(value);
    EXPECT_EQ(*value, 2);
    EXPECT_EQ(*receiver.try_recv().value(), 1);
    EXPECT_TRUE(receiver.try_recv().error().is(SyncErrc::empty));
}

TEST(channel, a_cancelled_recv_takes_nothing_though_the_value_was_on_its_way) {
    // In one turn the value is sent and the receiver cancelled; its wake-up is posted and has not run.
    auto [sender, receiver] = channel<int>(1);
    auto receives = [&]() -> Task<void> {
        (void)co_await receiver.recv();
        ADD_FAILURE() << "was cancelled, and got it";
    };
    auto all = [&]() -> Task<int> {
        auto sends_and_wins = [&]() -> Task<void> {
            co_await sleep(1s);
            co_await sender.send(7);
        };
        auto winner = co_await first_of(receives(), sends_and_wins());
        EXPECT_EQ(winner.index(), 1u);
        co_return (co_await receiver.recv()).value();
    };
    EXPECT_EQ(TestLoop().run(all()).value(), 7);
}

TEST(channel, a_value_goes_to_the_next_receiver_when_the_first_gives_up) {
    auto [sender, receiver] = channel<int>(1);
    auto gives_up = [&]() -> Task<void> {
        (void)co_await attempt(timeout(1s, [](Receiver<int> r) -> Task<void> { (void)co_await r.recv(); }(receiver)));
    };
    auto stays = [&]() -> Task<int> { co_return (co_await receiver.recv()).value(); };
    auto sends = [&]() -> Task<void> {
        co_await sleep(1s);
        co_await sender.send(7);
    };
    for (std::uint64_t seed = 1; seed < 20; ++seed) {
        auto result = TestLoop(seed).run(when_all(gives_up(), stays(), sends()));
        ASSERT_TRUE(result.has_value());
        EXPECT_EQ(std::get<1>(*result), 7);
    }
}

TEST(channel, refuses_values_when_nobody_receives_and_frees_those_inside) {
    auto counted = std::make_shared<int>(5);
    auto ends = channel<std::shared_ptr<int>>(3);
    ASSERT_TRUE(ends.sender.try_send(counted).has_value());
    auto sends = [&]() -> Task<void> {
        for (;;) co_await ends.sender.send(counted);
    };
    auto leaves = [&]() -> Task<void> {
        co_await sleep(1s);
        auto last = std::move(ends.receiver);
    };
    EXPECT_TRUE(TestLoop().run(when_all(sends(), leaves())).error().is(SyncErrc::closed));
    EXPECT_EQ(counted.use_count(), 1);
    EXPECT_TRUE(ends.sender.closed());
    EXPECT_TRUE(ends.sender.try_send(counted).error().is(SyncErrc::closed));
}

TEST(channel, that_is_closed_still_gives_what_is_in_it) {
    auto [sender, receiver] = channel<int>(3);
    ASSERT_TRUE(sender.try_send(1).has_value() && sender.try_send(2).has_value());
    receiver.close();
    EXPECT_TRUE(sender.try_send(3).error().is(SyncErrc::closed));
    EXPECT_EQ(TestLoop().run(receive_all(receiver)).value(), (std::vector{1, 2}));
    EXPECT_TRUE(receiver.try_recv().error().is(SyncErrc::closed));
}

TEST(channel, a_place_is_kept_until_it_is_used_or_given_up) {
    auto [sender, receiver] = channel<std::string>(1);
    auto all = [&]() -> Task<void> {
        auto place = co_await sender.reserve();
        EXPECT_TRUE(sender.try_send("in between").error().is(SyncErrc::full));
        {
            auto other = std::move(place);
        }
        auto again = co_await sender.reserve();
        {
            auto last = std::move(sender);
        }
        EXPECT_TRUE(receiver.try_recv().error().is(SyncErrc::empty));  // the place keeps the channel open
        co_await std::move(again).send("kept");
        EXPECT_EQ((co_await receiver.recv()).value(), "kept");
        EXPECT_FALSE((co_await receiver.recv()).has_value());
    };
    EXPECT_TRUE(TestLoop().run(all()).has_value());
}

TEST(channel, tells_its_senders_that_nobody_receives_any_more) {
    auto ends = channel<int>(1);
    TestLoop loop;
    auto waits = [&]() -> Task<void> { co_await ends.sender.until_closed(); };
    auto leaves = [&]() -> Task<void> {
        co_await sleep(3s);
        ends.receiver.close();
    };
    ASSERT_TRUE(loop.run(when_all(waits(), leaves())).has_value());
    EXPECT_EQ(loop.elapsed(), 3s);
    ASSERT_TRUE(loop.run(waits()).has_value());
    auto open = channel<int>(1);
    auto never = [&]() -> Task<void> { co_await open.sender.until_closed(); };
    EXPECT_TRUE(loop.run(timeout(1s, never())).error().is(Errc::timeout));
}

TEST(oneshot, brings_an_answer) {
    struct Question {
        int n;
        OneshotSender<int> answer;
    };
    auto [questions, inbox] = channel<Question>(1);
    auto answers = [&]() -> Task<void> {
        auto question = *co_await inbox.recv();
        co_await sleep(1s);
        co_await std::move(question.answer).send(question.n * 2);
    };
    auto asks = [&]() -> Task<int> {
        auto [answer, answered] = oneshot<int>();
        co_await questions.send({21, std::move(answer)});
        co_return co_await answered.recv();
    };
    EXPECT_EQ(std::get<0>(TestLoop().run(when_all(asks(), answers())).value()), 42);
}

TEST(oneshot, says_that_the_other_side_has_gone) {
    auto unanswered = []() -> Task<int> {
        auto [answer, answered] = oneshot<int>();
        {
            auto gone = std::move(answer);
        }
        co_return co_await answered.recv();
    };
    EXPECT_TRUE(TestLoop().run(unanswered()).error().is(SyncErrc::closed));
    auto unheard = []() -> Task<void> {
        auto [answer, answered] = oneshot<std::unique_ptr<int>>();
        {
            auto gone = std::move(answered);
        }
        co_await answer.until_closed();
        auto value = std::make_unique<int>(1);
        EXPECT_TRUE(std::move(answer).send(std::move(value)).error().is(SyncErrc::closed));
        EXPECT_TRUE(value);
    };
    EXPECT_TRUE(TestLoop().run(unheard()).has_value());
}

TEST(oneshot, a_cancelled_recv_may_be_asked_again) {
    auto [answer, answered] = oneshot<int>();
    auto asks = [&]() -> Task<int> { co_return co_await answered.recv(); };
    EXPECT_TRUE(TestLoop().run(timeout(1s, asks())).error().is(Errc::timeout));
    ASSERT_TRUE(std::move(answer).send(3).has_value());
    EXPECT_EQ(TestLoop().run(asks()).value(), 3);
    EXPECT_TRUE(TestLoop().run(asks()).error().is(SyncErrc::closed));
}
