// block_on: a thread that is no core takes part.
#include <thread>

#include <gtest/gtest.h>

#include "kaon/coro/async_mutex.hpp"
#include "kaon/coro/blocking.hpp"
#include "kaon/coro/channel.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/block_on.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

TEST(block_on, a_thread_sends_and_receives_with_a_core) {
    constexpr int count = 2000;
    Runtime runtime({.cores = 1});
    auto to_core = channel<int>(2), to_thread = channel<int>(2);
    std::thread thread([&, sender = std::move(to_core.sender), receiver = std::move(to_thread.receiver)]() mutable {
        for (int i = 0; i < count; ++i) {
            ASSERT_TRUE(block_on(sender.send(i)).has_value());
            ASSERT_EQ(block_on(receiver.recv()).value(), i + 1);
        }
        sender.hang_up();
    });
    auto answers = [](Receiver<int> receiver, Sender<int> sender) -> Task<int> {
        int n = 0;
        for (; std::optional<int> value = co_await receiver.recv(); ++n) co_await sender.send(*value + 1);
        co_return n;
    };
    EXPECT_EQ(runtime.run(answers(std::move(to_core.receiver), std::move(to_thread.sender))).value(), count);
    thread.join();
}

TEST(block_on, sleeps_times_out_and_ends_with_errors) {
    auto ends = channel<int>(1);
    EXPECT_TRUE(block_on(timeout(2ms, ends.receiver.recv())).error().is(Errc::timeout));
    auto sleeps = []() -> Task<bool> {
        const Instant begin = (co_await current_context()).core->now();
        co_await sleep(3ms);
        co_await yield();
        co_return (co_await current_context()).core->now() - begin >= 3ms;
    };
    EXPECT_TRUE(block_on(sleeps()).value());
    auto fails = []() -> Task<void> { co_await Error(Errc::conflict); };
    EXPECT_TRUE(block_on(fails()).error().is(Errc::conflict));
    auto blocks = []() -> Task<int> { co_return co_await spawn_blocking([] { return 4; }); };
    EXPECT_EQ(block_on(blocks()).value(), 4);
}

TEST(block_on, works_in_blocking_work_and_refuses_to_stop_a_core) {
    Runtime runtime({.cores = 1});
    AsyncMutex<int> number(0);
    auto program = [&]() -> Task<void> {
        auto guard = co_await number.lock();
        auto waits = [&]() -> Task<bool> {
            co_return co_await spawn_blocking([&] { return block_on(number.lock()).has_value(); });
        };
        auto unlocks = [&]() -> Task<void> {
            co_await sleep(1ms);
            guard.unlock();
        };
        EXPECT_TRUE(std::get<0>(co_await when_all(waits(), unlocks())));
        EXPECT_TRUE(block_on(waits()).error().is(Errc::invalid));
    };
    EXPECT_TRUE(runtime.run(program()).has_value());
}
