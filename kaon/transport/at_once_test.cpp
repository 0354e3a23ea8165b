// Connections that bring their request along: answered before they are watched, ended in one packet.
#include <cerrno>
#include <optional>
#include <vector>

#include <gtest/gtest.h>
#include <linux/tcp.h>  // with the counts that the C library does not know
#include <netinet/in.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::expect_served, test_client::get_request, test_client::serve_while;

namespace {

constexpr int close_wait = 8;  // TCP_CLOSE_WAIT, of <netinet/tcp.h>

Task<http::Response> hello(http::Request&) {
    http::Response response;
    response.body = http::Body("hello");
    co_return response;
}

// Connected, and its request sent, before any loop that runs on this thread hears of it.
Fd sent_at_once(const runtime::SocketAddress& address, std::string_view bytes) {
    Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::connect(socket.number(), static_cast<const sockaddr*>(address.system()), address.system_size()), 0);
    EXPECT_EQ(::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL), std::ssize(bytes));
    return socket;
}

// What comes until the end; nothing when the connection is reset before it.
Task<std::optional<std::string>> all_of(const Fd& socket) {
    std::string all;
    for (int i = 0; i < 2'000; ++i) {
        char piece[4096];
        const ssize_t n = ::recv(socket.number(), piece, sizeof piece, MSG_DONTWAIT);
        if (n > 0) {
            all.append(piece, static_cast<std::size_t>(n));
            continue;
        }
        if (n == 0) co_return all;
        if (errno != EAGAIN) break;
        co_await sleep(2ms);
    }
    co_return std::nullopt;
}

tcp_info facts_of(const Fd& socket) {
    tcp_info facts{};
    socklen_t size = sizeof facts;
    EXPECT_EQ(::getsockopt(socket.number(), IPPROTO_TCP, TCP_INFO, &facts, &size), 0);
    return facts;
}

}  // namespace

TEST(at_once, a_crowd_that_brings_its_requests_is_answered_whole) {
    expect_served(hello, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        std::vector<Fd> crowd;
        for (int i = 0; i < 200; ++i) crowd.push_back(sent_at_once(address, get_request("/", "Connection: close\r\n")));
        for (const Fd& socket : crowd) EXPECT_TRUE((co_await all_of(socket)).value_or("").ends_with("hello"));
    });
}

TEST(at_once, what_stays_open_is_watched_afterwards) {
    expect_served(hello, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (std::string_view first : {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HT", "G"}) {
            const Fd socket = sent_at_once(address, first);
            co_await sleep(20ms);
            std::string rest = get_request("/", "Connection: close\r\n");
            if (first.size() < 10) rest.erase(0, first.size());
            EXPECT_EQ(::send(socket.number(), rest.data(), rest.size(), MSG_NOSIGNAL), std::ssize(rest));
            EXPECT_TRUE((co_await all_of(socket)).value_or("").ends_with("hello")) << first;
        }
    });
}

// The listener that accepted it is closed by the very request, while it is asked for more.
TEST(at_once, a_first_request_may_stop_the_server) {
    Server* running = nullptr;
    auto stops = [&](http::Request& request) -> Task<http::Response> {
        running->stop();
        return hello(request);
    };
    Result<> ended =
        serve_while(stops, {.drain_timeout = 2s}, [&](Server& server, runtime::SocketAddress address) -> Task<void> {
            running = &server;
            const Fd socket = sent_at_once(address, get_request("/"));
            EXPECT_TRUE((co_await all_of(socket)).value_or("").ends_with("hello"));
        });
    EXPECT_TRUE(ended.has_value());
}

TEST(at_once, a_peer_that_has_gone_meanwhile_harms_nobody) {
    expect_served(hello, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (int i = 0; i < 20; ++i) {
            const Fd socket = sent_at_once(address, get_request("/"));
            const linger reset{.l_onoff = 1, .l_linger = 0};
            EXPECT_EQ(::setsockopt(socket.number(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset), 0);
        }
        const Fd silent = sent_at_once(address, get_request("/"));
        ::shutdown(silent.number(), SHUT_WR);
        EXPECT_TRUE((co_await all_of(silent)).value_or("").ends_with("hello"));
    });
}

// Bytes behind the last request make the kernel reset the connection: the answer has left before that.
TEST(at_once, an_answer_is_not_lost_to_bytes_behind_the_last_request) {
    expect_served(hello, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (int i = 0; i < 50; ++i) {
            const Fd socket = sent_at_once(address, get_request("/", "Connection: close\r\n"));
            EXPECT_LE(::send(socket.number(), "\r\n", 2, MSG_NOSIGNAL), 2);
            std::string all;
            char piece[4096];
            for (ssize_t n = 0; (n = ::recv(socket.number(), piece, sizeof piece, MSG_DONTWAIT)) != 0;) {
                if (n > 0) all.append(piece, static_cast<std::size_t>(n));
                else if (errno != EAGAIN) break;
                else co_await sleep(1ms);
            }
            EXPECT_TRUE(all.ends_with("hello")) << all;
        }
    });
}

TEST(at_once, the_last_answer_and_the_end_are_one_packet) {
    expect_served(hello, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        const Fd socket = sent_at_once(address, get_request("/", "Connection: close\r\n"));
        for (int i = 0; i < 1'000 && facts_of(socket).tcpi_state != close_wait; ++i) co_await sleep(2ms);
        const tcp_info after = facts_of(socket);
        EXPECT_EQ(after.tcpi_state, close_wait);
        EXPECT_EQ(after.tcpi_data_segs_in, 1u);
        // Beside it: what opened the connection, and the acknowledgement of the request.
        EXPECT_LE(after.tcpi_segs_in, 3u);
    });
}
