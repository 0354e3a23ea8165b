// Upgraded HTTP/1.1 connections over real sockets: switching, both directions, ends of every kind, draining.
#include <atomic>
#include <ctime>
#include <stdexcept>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/http/tunnel.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using http::Draining, http::Tunnel;
using test_client::RawClient, test_client::RawResponse, test_client::expect_served, test_client::get_request;

namespace {

constexpr std::size_t large = 20'000'000;
std::atomic<int> cancelled = 0, running = 0;

struct Counted {
    Counted() { ++running; }
    ~Counted() { --running; }
};

Task<void> echo(Tunnel& tunnel) {
    Counted counted;
    while (const auto piece = co_await tunnel.read()) {
        const std::string_view pieces[] = {"<", *piece, ">"};
        co_await tunnel.write_all(pieces);
    }
    co_await tunnel.write("end");
}

Task<void> flood(Tunnel& tunnel) {
    const std::string piece(1'000'000, 'x');
    for (std::size_t sent = 0; sent < large; sent += piece.size()) co_await tunnel.write(piece);
}

Task<void> swallow(Tunnel& tunnel) {
    std::size_t count = 0;
    while (const auto piece = co_await tunnel.read()) count += piece->size();
    co_await tunnel.write(std::to_string(count));
}

// Ends its side first, then says how much came.
Task<void> last_word(Tunnel& tunnel) {
    co_await tunnel.write("bye");
    co_await tunnel.close();
    while (co_await tunnel.read()) {
    }
    ++cancelled;
}

Task<void> polite(Tunnel& tunnel) {
    co_await Draining(tunnel);
    co_await tunnel.write("going away");
}

Task<void> stubborn(Tunnel& tunnel) {
    Counted counted;
    for (;;) {
        Result<std::optional<std::string_view>> piece = co_await attempt(tunnel.read());
        if (piece && *piece) continue;
        ++cancelled;
        co_await sleep(1h);
    }
}

// Blocks once, then says nothing for long.
Task<void> falls_silent(Tunnel& tunnel) {
    co_await tunnel.write(std::string(large, 'x'));
    co_await sleep(1h);
}

Task<void> fails(Tunnel&) { throw std::runtime_error("in a tunnel"); }

Task<http::Response> service(http::Request& request) {
    const std::string_view path = request.path;
    if (path == "/echo") co_return http::upgrade("test", echo);
    if (path == "/late") {
        co_await sleep(1ms);
        co_return http::upgrade("test", echo);
    }
    if (path == "/flood") co_return http::upgrade("test", flood);
    if (path == "/swallow") co_return http::upgrade("test", swallow);
    if (path == "/content") {
        EXPECT_EQ(co_await request.body.collect(10), "abc");
        co_return http::upgrade("test", swallow);
    }
    if (path == "/last") co_return http::upgrade("test", last_word);
    if (path == "/polite") co_return http::upgrade("test", polite);
    if (path == "/stubborn") co_return http::upgrade("test", stubborn);
    if (path == "/silent") co_return http::upgrade("test", falls_silent);
    if (path == "/fails") co_return http::upgrade("test", fails);
    if (path == "/hints") {
        http::Headers hints;
        hints.set("link", "</a.css>; rel=preload");
        request.send_early_hints(hints);
        co_await sleep(1ms);
    }
    http::Response response;
    response.body = http::Body("plain");
    co_return response;
}

template <class F>
void against(ServerOptions options, F script) {
    expect_served(service, options, script);
}

std::string switching(std::string_view path) {
    return get_request(path, "Connection: keep-alive, Upgrade\r\nUpgrade: other, test\r\n");
}

// What the peer said until it ended its side.
Task<std::string> said(RawClient& client) {
    ::shutdown(client.fd(), SHUT_WR);
    co_return co_await client.rest();
}

Task<RawClient> switched(runtime::SocketAddress address, std::string_view path, std::string behind = "") {
    RawClient client = co_await RawClient::connect(address);
    co_await client.send(switching(path) + behind);
    EXPECT_EQ((co_await client.receive(true)).status(), 101);
    co_return client;
}

}  // namespace

TEST(tunnel, switches_behind_pipelined_answers_and_starts_with_what_came_behind_the_head) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const char* path : {"/echo", "/late"}) {
            RawClient client = co_await RawClient::connect(address);
            co_await client.send(get_request("/") + switching(path) + "abc");
            EXPECT_EQ((co_await client.receive()).body, "plain");
            const RawResponse response = co_await client.receive(true);
            EXPECT_TRUE(response.has("http/1.1 101 switching protocols")) << response.head;
            EXPECT_TRUE(response.has("connection: upgrade\r\n") || response.head.ends_with("connection: upgrade"));
            EXPECT_TRUE(response.has("upgrade: test"));
            EXPECT_FALSE(response.has("content-length"));
            EXPECT_EQ(co_await said(client), "<abc>end") << path;
        }
    });
}

TEST(tunnel, is_refused_to_whom_did_not_ask_and_the_connection_goes_on) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const char* fields : {"", "Connection: Upgrade\r\nUpgrade: other\r\n", "Upgrade: test\r\n"}) {
            RawClient client = co_await RawClient::connect(address);
            const RawResponse response = co_await client.ask(get_request("/echo", fields));
            EXPECT_EQ(response.status(), 426) << fields;
            EXPECT_TRUE(response.has("upgrade: test"));
            EXPECT_EQ((co_await client.ask(get_request("/"))).body, "plain");
        }
        RawClient old = co_await RawClient::connect(address);
        co_await old.send("GET /echo HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n");
        EXPECT_EQ((co_await old.receive()).status(), 426);
        RawClient unread = co_await RawClient::connect(address);
        co_await unread.send("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: "
                             "test\r\nContent-Length: 9999999\r\n\r\nx");
        EXPECT_EQ((co_await unread.receive()).status(), 400);
    });
}

TEST(tunnel, takes_bytes_one_by_one_and_from_requests_with_content) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        std::string bytes = switching("/content");
        bytes.insert(bytes.size() - 2, "Content-Length: 3\r\n");
        for (char c : bytes + "abc" + "twelve bytes") {
            co_await client.send(std::string(1, c));
            co_await yield();
        }
        EXPECT_EQ((co_await client.receive(true)).status(), 101);
        EXPECT_EQ(co_await said(client), "12");
    });
}

TEST(tunnel, carries_much_in_both_directions_at_the_pace_of_the_slower) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient reads = co_await switched(address, "/flood");
        co_await sleep(50ms);  // the server must wait meanwhile
        EXPECT_EQ((co_await reads.rest()).size(), large);
        RawClient writes = co_await switched(address, "/swallow");
        co_await writes.send(std::string(large, 'y'));
        EXPECT_EQ(co_await said(writes), std::to_string(large));
    });
}

TEST(tunnel, ends_its_own_side_first) {
    cancelled = 0;
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await switched(address, "/last", "behind");
        EXPECT_EQ(co_await client.rest(), "bye");
        EXPECT_EQ(cancelled, 0) << "the peer's side is still open";
        ::shutdown(client.fd(), SHUT_WR);
        for (int i = 0; i < 100 && cancelled == 0; ++i) co_await sleep(10ms);
        EXPECT_EQ(cancelled, 1);
    });
}

TEST(tunnel, is_told_of_draining_and_cancelled_at_the_deadline) {
    cancelled = 0;
    against({.drain_timeout = 300ms}, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient polite = co_await switched(address, "/polite");
        RawClient stubborn = co_await switched(address, "/stubborn");
        server.stop();
        EXPECT_EQ(co_await polite.rest(), "going away");
        EXPECT_EQ(running, 1);
        EXPECT_EQ(co_await stubborn.rest(), "");
    });
    EXPECT_EQ(cancelled, 1);
    EXPECT_EQ(running, 0);
}

TEST(tunnel, is_cancelled_when_the_peer_has_gone) {
    cancelled = 0;
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        {
            RawClient client = co_await switched(address, "/stubborn");
            const linger at_once{.l_onoff = 1, .l_linger = 0};
            ::setsockopt(client.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        }
        for (int i = 0; i < 200 && running != 0; ++i) co_await sleep(10ms);
        EXPECT_EQ(running, 0);
    });
}

TEST(tunnel, ends_with_an_error_of_its_own) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await switched(address, "/fails");
        EXPECT_EQ(co_await client.rest(), "");
    });
}

TEST(tunnel, a_peer_that_takes_nothing_meets_the_write_timeout) {
    against({.write_timeout = 100ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await switched(address, "/silent");
        co_await sleep(2500ms);  // the sweep comes once a second
        EXPECT_LT((co_await client.rest()).size(), large);
    });
}

TEST(tunnel, one_that_is_silent_after_a_long_write_costs_no_processor_time) {
    against({.write_timeout = 500ms, .drain_timeout = 1ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await switched(address, "/silent");
        std::size_t count = 64 * 1024;  // the client may have read as much behind the head
        for (int quiet = 0; quiet < 50 || count < large; ++quiet) {
            char scrap[100'000];
            const ssize_t n = ::recv(client.fd(), scrap, sizeof scrap, MSG_DONTWAIT);
            if (n == 0) break;
            if (n < 0) {
                co_await sleep(1ms);
                continue;
            }
            count += static_cast<std::size_t>(n);
            quiet = 0;
        }
        const std::clock_t before = std::clock();
        co_await sleep(1500ms);
        EXPECT_LT(std::clock() - before, CLOCKS_PER_SEC / 3);
        char none;
        EXPECT_EQ(::recv(client.fd(), &none, 1, MSG_DONTWAIT), -1) << "and no deadline ends it";
    });
}

TEST(early_hints, come_before_the_response_and_not_to_http_1_0) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send(get_request("/") + get_request("/hints"));
        EXPECT_EQ((co_await client.receive()).body, "plain");
        const RawResponse hints = co_await client.receive(true);
        EXPECT_EQ(hints.status(), 103);
        EXPECT_TRUE(hints.has("link: </a.css>; rel=preload"));
        EXPECT_EQ((co_await client.receive()).body, "plain");
        RawClient old = co_await RawClient::connect(address);
        EXPECT_EQ((co_await old.ask("GET /hints HTTP/1.0\r\n\r\n")).status(), 200);
    });
}
