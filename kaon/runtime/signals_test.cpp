// Signals as something to await.
#include <csignal>

#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/signals.hpp"

using namespace kaon;
using namespace kaon::runtime;

TEST(signals, arrive_where_they_are_awaited) {
    Signals signals({SIGUSR1});
    Runtime runtime({.cores = 1});
    auto program = [&]() -> Task<int> {
        auto raise_later = []() -> Task<void> {
            co_await sleep(10ms);
            ::kill(::getpid(), SIGUSR1);
        };
        auto [number, raised] = co_await when_all(signals.next(), raise_later());
        co_return number;
    };
    EXPECT_EQ(runtime.run(program()).value(), SIGUSR1);
}
