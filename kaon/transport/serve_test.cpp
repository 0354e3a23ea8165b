// serve(): signals, background Tasks and the server end together.
#include <csignal>

#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/transport/serve.hpp"
#include "kaon/transport/test_client/raw_client_test.hpp"

using namespace kaon;
using namespace kaon::transport;

namespace {

Task<http::Response> service(http::Request&) {
    co_await sleep(100ms);
    http::Response response;
    response.body = http::Body("done");
    co_return response;
}

struct Outcome {
    Result<> ended;
    int ticks = 0;
    bool stopped_ticking = false;
};

// Serves with a background Task that counts; `act` is what happens meanwhile.
template <class F>
Outcome serve_with(Background more, F act) {
    Outcome outcome;
    runtime::Signals signals({SIGUSR2});
    runtime::Runtime runtime({.cores = 2});
    Background background = std::move(more);
    background.push_back([&]() -> Task<void> {
        struct Stopped {
            bool& flag;
            ~Stopped() { flag = true; }
        } stopped{outcome.stopped_ticking};
        for (;; ++outcome.ticks) co_await sleep(5ms);
    });
    auto program = [&]() -> Task<void> {
        Server server = co_await Server::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value());
        co_await when_all(serve(runtime, signals, server, service, background), act(server.address()));
    };
    outcome.ended = runtime.run(program());
    return outcome;
}

Task<void> ask_and_signal(runtime::SocketAddress address) {
    auto client = co_await test_client::RawClient::connect(address);
    co_await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    co_await sleep(30ms);
    ::kill(::getpid(), SIGUSR2);
    EXPECT_EQ((co_await client.receive()).body, "done");
}

}  // namespace

TEST(serve, a_signal_drains_the_server_and_stops_background_tasks) {
    Outcome outcome = serve_with({}, ask_and_signal);
    EXPECT_TRUE(outcome.ended.has_value());
    EXPECT_GT(outcome.ticks, 3);
    EXPECT_TRUE(outcome.stopped_ticking);
}

TEST(serve, a_second_signal_does_not_wait_for_the_drain) {
    Outcome outcome = serve_with({}, [](runtime::SocketAddress address) -> Task<void> {
        auto client = co_await test_client::RawClient::connect(address);
        co_await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        co_await sleep(20ms);
        for (int i = 0; i < 2; ++i) {
            ::kill(::getpid(), SIGUSR2);
            co_await sleep(10ms);
        }
        EXPECT_EQ((co_await client.receive()).status(), 0) << "cut off";
    });
    EXPECT_TRUE(outcome.ended.has_value());
}

TEST(serve, a_background_task_that_fails_stops_the_server) {
    Background failing{[]() -> Task<void> {
        co_await sleep(20ms);
        co_await Error(Errc::unavailable, "no broker");
    }};
    Outcome outcome = serve_with(failing, [](runtime::SocketAddress) -> Task<void> { co_return; });
    EXPECT_EQ(outcome.ended.error().text(), "no broker");
    EXPECT_TRUE(outcome.stopped_ticking);
}
