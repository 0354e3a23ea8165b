// Names: the system's, and those of a look-up that the test holds back.
#include <atomic>
#include <semaphore>
#include <string>

#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/resolver.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

std::atomic<int> asked = 0, running = 0, most = 0;
std::counting_semaphore<> go(0);

Result<Addresses> held_back(const std::string& host) {
    ++asked;
    most = std::max(most.load(), ++running);
    go.acquire();
    --running;
    if (host == "none") return Addresses{};
    return Addresses{SocketAddress::parse("10.0.0.1", 0).value()};
}

Task<void> until(const std::atomic<int>& count, int value) {
    while (count != value) co_await sleep(1ms);
}

void reset() { asked = most = 0; }

template <class T>
Result<T> run(Task<T> task) {
    return Runtime({.cores = 1}).run(std::move(task));
}

}  // namespace

TEST(resolver, knows_localhost_and_numbers) {
    const Addresses local = run(resolve("localhost", 80)).value();
    ASSERT_FALSE(local.empty());
    for (const SocketAddress& address : local) EXPECT_EQ(address.port(), 80);
    EXPECT_EQ(run(resolve("[::1]", 8080)).value()[0].text(), "[::1]:8080");
    const auto names_asked = []() -> Task<int> {
        reset();
        Resolver resolver({.look_up = held_back});
        EXPECT_EQ((co_await resolver.resolve("192.0.2.7", 1))[0].text(), "192.0.2.7:1");
        co_return asked;
    };
    EXPECT_EQ(run(names_asked()).value(), 0) << "numbers are answered at once";
}

TEST(resolver, refuses_what_is_no_name_before_it_asks) {
    const std::string zero("local\0host", 10);
    for (const std::string& host : {std::string(), zero, std::string("a b"), std::string(254, 'a'), std::string("a\n")})
        EXPECT_TRUE(run(resolve(host, 80)).error().is(Errc::invalid)) << host;
}

TEST(resolver, asks_no_more_than_allowed_at_once_and_refuses_a_long_queue) {
    reset();
    auto program = []() -> Task<bool> {
        Resolver resolver({.at_once = 2, .waiting = 3, .look_up = held_back});
        std::vector<Task<Addresses>> tasks;
        for (int i = 0; i < 5; ++i) tasks.push_back(resolver.resolve("a", 1));
        auto others = [&]() -> Task<bool> {
            co_await until(running, 2);
            Result<Addresses> refused = co_await attempt(resolver.resolve("b", 1));
            go.release(5);
            co_return !refused && refused.error().is(Errc::unavailable);
        };
        auto [all, refused] = co_await when_all(when_all(std::move(tasks)), others());
        co_return refused&& all.size() == 5;
    };
    EXPECT_TRUE(run(program()).value());
    EXPECT_EQ(asked, 5);
    EXPECT_EQ(most, 2);
}

TEST(resolver, counts_a_lookup_that_nobody_waits_for_until_its_end) {
    reset();
    auto program = []() -> Task<void> {
        Resolver resolver({.at_once = 1, .timeout = 20ms, .look_up = held_back});
        EXPECT_TRUE((co_await attempt(resolver.resolve("a", 1))).error().is(Errc::timeout));
        EXPECT_TRUE((co_await attempt(resolver.resolve("b", 1))).error().is(Errc::timeout));
        EXPECT_EQ(asked, 1) << "the first one still has the only place";
        go.release(2);
        co_await until(running, 0);
        EXPECT_TRUE(co_await attempt(resolver.resolve("c", 1)));
        EXPECT_EQ(asked, 2);
    };
    EXPECT_TRUE(run(program()));
}

TEST(resolver, remembers_only_when_asked_to_and_never_failures) {
    reset();
    auto program = []() -> Task<void> {
        Resolver forgets({.look_up = held_back});
        Resolver keeps({.keep_for = Duration::seconds(3600), .look_up = held_back});
        go.release(5);
        for (int i = 0; i < 2; ++i) co_await forgets.resolve("a", 1);
        EXPECT_EQ(asked, 2);
        EXPECT_EQ((co_await keeps.resolve("a", 1))[0].text(), "10.0.0.1:1");
        EXPECT_EQ((co_await keeps.resolve("a", 2))[0].text(), "10.0.0.1:2");
        EXPECT_EQ(asked, 3);
        for (int i = 0; i < 2; ++i)
            EXPECT_TRUE((co_await attempt(keeps.resolve("none", 1))).error().is(Errc::not_found));
        EXPECT_EQ(asked, 5);
    };
    EXPECT_TRUE(run(program()));
}
