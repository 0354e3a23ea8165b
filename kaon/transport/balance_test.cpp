// Connections over the cores: no core holds twice those of another, wherever they were accepted.
#include <algorithm>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::RawResponse, test_client::get_request;

namespace {

Task<http::Response> service(http::Request& request) {
    http::Response response;
    response.body = http::Body(request.peer.text());
    co_return response;
}

// A server on three cores that listens where `listen` says, for the time of a script.
template <class L, class F>
Result<> serve_at(L listen, ServerOptions options, F script) {
    runtime::Runtime runtime({.cores = 3});
    auto program = [&]() -> Task<void> {
        Server server = co_await listen(options);
        auto act = [&]() -> Task<void> {
            Result<> ended = co_await attempt(script(server));
            server.stop();
            co_await std::move(ended);
        };
        co_await when_all(server.serve(runtime, service), act());
    };
    return runtime.run(program());
}

const auto any_port = runtime::SocketAddress::parse("127.0.0.1", 0).value();

Task<void> expect_balance(Server& server, runtime::SocketAddress address, int connections) {
    std::vector<RawClient> clients;
    for (int i = 0; i < connections; ++i) {
        clients.push_back(co_await RawClient::connect(address));
        EXPECT_EQ((co_await clients.back().ask(get_request("/"))).status(), 200);
    }
    const std::vector<std::uint32_t> counts = server.connections();
    EXPECT_EQ(counts.size(), 3u);
    const auto [fewest, most] = std::minmax_element(counts.begin(), counts.end());
    EXPECT_GT(*fewest, 0u);
    EXPECT_LE(*most, 2 * *fewest) << counts[0] << " " << counts[1] << " " << counts[2];
    EXPECT_EQ(counts[0] + counts[1] + counts[2], static_cast<std::uint32_t>(connections));
    clients.clear();
    for (int i = 0; i < 200; ++i) {
        std::uint32_t left = 0;
        for (const std::uint32_t count : server.connections()) left += count;
        if (left == 0) co_return;
        co_await sleep(10ms);
    }
    ADD_FAILURE() << "connections are counted that have gone";
}

}  // namespace

TEST(balance, holds_where_the_kernel_spreads_unevenly) {
    const auto listen = [](ServerOptions options) { return Server::bind(any_port, options); };
    EXPECT_TRUE(serve_at(listen, {}, [](Server& server) -> Task<void> {
        for (const int connections : {3, 10, 200}) co_await expect_balance(server, server.address(), connections);
    }));
}

TEST(balance, holds_where_one_core_accepts_everything) {
    const auto listen = [](ServerOptions options) -> Result<Server> {
        Result<Fd> socket = runtime::listen_on(any_port, runtime::PortUse::exclusive);
        if (!socket) return std::move(socket).error();
        return Server::adopt(std::move(socket).value(), options);
    };
    EXPECT_TRUE(serve_at(listen, {},
                         [](Server& server) -> Task<void> { co_await expect_balance(server, server.address(), 100); }));
}

TEST(listeners, several_are_served_by_one_server_and_counted_together) {
    const std::string path = "/tmp/kaon_listeners_" + std::to_string(::getpid()) + ".sock";
    const auto listen = [&](ServerOptions options) -> Result<Server> {
        Result<Server> server = Server::bind(any_port, options);
        if (Result<> second = server->listen(any_port); !second) return std::move(second).error();
        const auto file = runtime::SocketAddress::unix_path(path).value();
        if (Result<> third = server->listen(file, {.permissions = 0600}); !third) return std::move(third).error();
        return server;
    };
    EXPECT_TRUE(serve_at(listen, {.connections = 3}, [&](Server& server) -> Task<void> {
        struct stat about;
        EXPECT_EQ(::stat(path.c_str(), &about), 0);
        EXPECT_EQ(about.st_mode & 0777, 0600u);
        const auto addresses = server.addresses();
        EXPECT_EQ(addresses.size(), 3u);
        std::vector<RawClient> clients;
        for (const auto& address : addresses) {
            clients.push_back(co_await RawClient::connect(address));
            const RawResponse response = co_await clients.back().ask(get_request("/"));
            EXPECT_EQ(response.body, address.port() ? "127.0.0.1" : "unix");
        }
        RawClient fourth = co_await RawClient::connect(addresses[1]);
        EXPECT_EQ((co_await fourth.ask(get_request("/"))).status(), 503);
    }));
    ::unlink(path.c_str());
}

TEST(proxied, a_trusted_proxy_says_who_the_peer_is_and_nobody_else_does) {
    const auto behind = [](const char* network) {
        return [network](ServerOptions options) -> Result<Server> {
            Result<Server> server = Server::bind(any_port, options);
            const ListenOptions proxied{.proxies = {http::Network::parse(network).value()}};
            if (Result<> second = server->listen(any_port, proxied); !second) return std::move(second).error();
            return server;
        };
    };
    const std::string header = "PROXY TCP4 192.0.2.1 198.51.100.2 51234 443\r\n";
    const auto trusted = [&](Server& server) -> Task<void> {
        const runtime::SocketAddress address = server.addresses()[1];
        RawClient client = co_await RawClient::connect(address);
        EXPECT_EQ((co_await client.ask(header + get_request("/"))).body, "192.0.2.1");
        EXPECT_EQ((co_await client.ask(get_request("/"))).body, "192.0.2.1") << "for all of the connection";
        RawClient slow = co_await RawClient::connect(address);
        for (const char c : header) co_await slow.send(std::string(1, c));
        EXPECT_EQ((co_await slow.ask(get_request("/"))).body, "192.0.2.1");
        RawClient more = co_await RawClient::connect(address);
        EXPECT_EQ((co_await more.ask(header + get_request("/"))).status(), 503) << "a third one of that peer";
        RawClient other = co_await RawClient::connect(address);
        EXPECT_EQ((co_await other.ask("PROXY UNKNOWN\r\n" + get_request("/"))).body, "127.0.0.1");
        RawClient none = co_await RawClient::connect(address);
        (void)co_await attempt(none.send(get_request("/")));
        EXPECT_EQ(co_await none.rest(), "") << "a proxy that forgets the header must not be taken for the client";
        RawClient elsewhere = co_await RawClient::connect(server.address());
        EXPECT_EQ((co_await elsewhere.ask(header + get_request("/"))).status(), 400);
    };
    EXPECT_TRUE(serve_at(behind("127.0.0.0/8"), {.connections_per_peer = 2}, trusted));
    EXPECT_TRUE(serve_at(behind("10.0.0.0/8"), {}, [&](Server& server) -> Task<void> {
        RawClient client = co_await RawClient::connect(server.addresses()[1]);
        EXPECT_EQ((co_await client.ask(header + get_request("/"))).status(), 400) << "from no trusted proxy";
        RawClient direct = co_await RawClient::connect(server.addresses()[1]);
        EXPECT_EQ((co_await direct.ask(get_request("/"))).body, "127.0.0.1");
    }));
}

namespace {

Result<Server> listen_proxied(ServerOptions options) {
    Result<Server> server = Server::bind(any_port, options);
    const ListenOptions proxied{.proxies = {http::Network::parse("127.0.0.1").value()}};
    if (Result<> second = server->listen(any_port, proxied); !second) return std::move(second).error();
    return server;
}

}  // namespace

TEST(proxied, one_that_never_says_it_does_not_hold_a_stop) {
    const ServerOptions patient{.head_timeout = 1h, .drain_grace = 50ms, .drain_timeout = 1h};
    EXPECT_TRUE(serve_at(listen_proxied, patient, [](Server& server) -> Task<void> {
        RawClient client = co_await RawClient::connect(server.addresses()[1]);
        co_await sleep(20ms);
        server.stop();
        EXPECT_EQ(co_await client.rest(), "");
    }));
}

TEST(proxied, one_that_never_says_it_is_cut_off) {
    EXPECT_TRUE(serve_at(listen_proxied, {.head_timeout = 100ms}, [](Server& server) -> Task<void> {
        RawClient client = co_await RawClient::connect(server.addresses()[1]);
        co_await client.send("PROXY TCP4");
        EXPECT_EQ(co_await client.rest(), "");
    }));
}
