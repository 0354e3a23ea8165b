// Connections on their way from the core that accepted them to another: lost there, or late; nothing leaks, and the
// count stays right.
#include <atomic>
#include <filesystem>

#include <gtest/gtest.h>

#include "kaon/coro/on_core.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::get_request;

namespace {

const auto any_port = runtime::SocketAddress::parse("127.0.0.1", 0).value();

Task<http::Response> service(http::Request& request) {
    if (request.path == "/hour") co_await sleep(1h);
    co_return http::Response();
}

// A core that does nothing else between begun and released.
class HeldCore {
public:
    Task<void> hold(std::uint32_t core) { co_await on_core(core, block(*this)); }
    Task<void> begun() {
        while (!begun_) co_await sleep(1ms);
    }
    void release() {
        released_ = true;
        released_.notify_one();
    }

private:
    static Task<void> block(HeldCore& held) {
        held.begun_ = true;
        held.released_.wait(false);
        co_return;
    }
    std::atomic<bool> begun_ = false, released_ = false;
};

// Of two listeners on two cores the first accepts for both on core 0, the other on core 1.
Result<Server> adopting(ServerOptions options) {
    Result<Fd> first = runtime::listen_on(any_port, runtime::PortUse::exclusive);
    Result<Fd> second = runtime::listen_on(any_port, runtime::PortUse::exclusive);
    if (!first || !second) return Error(Errc::internal, "no port");
    Server server = Server::adopt(std::move(first).value(), options);
    server.listen(std::move(second).value());
    return server;
}

std::size_t descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::uint32_t counted(const Server& server) {
    std::uint32_t all = 0;
    for (const std::uint32_t on_core : server.connections()) all += on_core;
    return all;
}
Task<void> until_counted(const Server& server, std::uint32_t wanted) {
    while (counted(server) != wanted) co_await sleep(1ms);
}

// `script(server, held)` runs while core `core` is held; whatever it opens is gone with the runtime.
template <class F>
void with_held_core(std::uint32_t core, ServerOptions options, F script) {
    const std::size_t before = descriptors();
    {
        runtime::Runtime runtime({.cores = 2});
        const auto program = [&]() -> Task<void> {
            Server server = co_await adopting(options);
            HeldCore held;
            const auto act = [&]() -> Task<void> {
                co_await held.begun();
                Result<> ended = co_await attempt(script(server, held));
                held.release();
                server.stop();
                co_await std::move(ended);
            };
            co_await when_all(server.serve(runtime, service), held.hold(core), act());
        };
        const Result<> ran = runtime.run(program());
        EXPECT_TRUE(ran.has_value()) << ran.error().describe_all();
    }
    EXPECT_EQ(descriptors(), before);
}

Task<std::vector<RawClient>> connected(runtime::SocketAddress address, int count, std::string_view path = "/") {
    std::vector<RawClient> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(co_await RawClient::connect(address));
        co_await clients.back().send(get_request(path));
    }
    co_return clients;
}

}  // namespace

TEST(handover, of_connections_that_close_on_their_way_leaves_no_trace) {
    with_held_core(1, {.connections = 8}, [](Server& server, HeldCore& held) -> Task<void> {
        std::vector<RawClient> clients = co_await connected(server.address(), 8);
        co_await until_counted(server, 8);
        EXPECT_EQ(server.connections()[1], 4u) << "on their way";
        clients.clear();
        held.release();
        co_await until_counted(server, 0);
        // As many as before have room, and no more.
        clients = co_await connected(server.address(), 8);
        for (RawClient& client : clients) EXPECT_EQ((co_await client.receive()).status(), 200);
        RawClient ninth = co_await RawClient::connect(server.address());
        EXPECT_EQ((co_await ninth.ask(get_request("/"))).status(), 503);
    });
}

TEST(handover, to_a_core_that_is_told_to_end_meanwhile_is_answered_there) {
    with_held_core(1, {}, [](Server& server, HeldCore& held) -> Task<void> {
        std::vector<RawClient> clients = co_await connected(server.address(), 8);
        co_await until_counted(server, 8);
        server.stop();
        held.release();
        for (RawClient& client : clients) {
            EXPECT_EQ((co_await client.receive()).status(), 200);
            EXPECT_EQ(co_await client.rest(), "");
        }
    });
}

// Core 1 has accepted nothing yet when core 0 has ended all that it had; then it takes what waits in the kernel, and
// hands half of it over.
TEST(handover, to_a_core_whose_time_to_drain_is_over_ends_at_once) {
    const ServerOptions options{.drain_timeout = Duration(), .stuck_timeout = 1h};
    with_held_core(1, options, [](Server& server, HeldCore& held) -> Task<void> {
        std::vector<RawClient> clients = co_await connected(server.addresses()[1], 8, "/hour");
        std::vector<RawClient> first = co_await connected(server.address(), 1, "/hour");
        co_await until_counted(server, 1);
        server.stop();
        EXPECT_EQ((co_await first[0].receive()).status(), 0) << "core 0 has ended its own";
        held.release();
        for (RawClient& client : clients) EXPECT_EQ((co_await client.receive()).status(), 0);
    });
}
