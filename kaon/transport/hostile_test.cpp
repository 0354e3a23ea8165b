// Peers that mean harm or are careless: what they may not cost in stack, memory, processor time and held connections.
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::RawResponse, test_client::expect_served, test_client::get_request,
    test_client::temporary_file;

namespace {

std::atomic<int> streams = 0;

// How far apart on the stack of its core one connection's requests were handled.
std::atomic<std::uintptr_t> lowest_stack = UINTPTR_MAX, highest_stack = 0;
[[gnu::noinline]] void note_stack() {
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    if (here < lowest_stack) lowest_stack = here;
    if (here > highest_stack) highest_stack = here;
}

struct Counted {
    Counted() { ++streams; }
    ~Counted() { --streams; }
};

Stream<std::string> one_letter() { co_yield "x"; }
Stream<std::string> hello_and_silence() {
    Counted counted;
    co_yield "hello";
    co_await sleep(1h);
}
Task<void> nap(Duration duration) { co_await sleep(duration); }

constexpr std::uint64_t download = 20'000'000;

Task<http::Response> service(http::Request& request) {
    http::Response response;
    note_stack();
    if (request.path == "/late") {
        co_await sleep(100ms);
    } else if (request.path == "/once") {
        response.body = http::Body::stream(one_letter());
    } else if (request.path == "/tiny") {
        response.body = http::Body::file(temporary_file(1), 0, 1);
    } else if (request.path == "/medium") {
        response.body = http::Body(std::string(30'000, 'm'));
    } else if (request.path == "/file") {
        response.body = http::Body::file(temporary_file(download), 0, download);
    } else if (request.path == "/silent") {
        response.body = http::Body::stream(hello_and_silence());
    } else if (request.path == "/stubborn") {
        co_await shield(nap(600ms));
    } else if (request.path == "/held") {
        std::size_t right = 0;
        while (auto piece = co_await request.body.read()) {
            co_await sleep(20ms);  // more arrives meanwhile
            for (char c : *piece) right += c == 'q';
        }
        response.body = http::Body(std::to_string(right));
    } else if (request.path == "/swallow") {
        if (!co_await attempt(request.body.collect(1000))) co_await sleep(1h);
    }
    co_return response;
}

template <class F>
void against(ServerOptions options, F script) {
    expect_served(service, options, script);
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++found;
    return found;
}

// What the kernel and the server take of it before nothing moves for 200 ms.
Task<std::size_t> push(int fd, const std::string& bytes, std::size_t most) {
    std::size_t sent = 0;
    for (int still = 0; still < 20 && sent < most;) {
        const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            sent += static_cast<std::size_t>(n);
            still = 0;
        } else {
            ++still;
            co_await sleep(10ms);
        }
    }
    co_return sent;
}

void reset_on_close(int fd) {
    const linger at_once{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

TEST(hostile_peer, thousands_of_pipelined_requests_take_no_stack) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const char* path : {"/once", "/tiny"}) {
            constexpr int requests = 6000;
            lowest_stack = UINTPTR_MAX;
            highest_stack = 0;
            RawClient client = co_await RawClient::connect(address);
            // They wait behind content that comes late, so that all of them are there at once.
            co_await client.send("POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
            co_await sleep(20ms);
            std::string rest = "67890";
            for (int i = 1; i < requests; ++i) rest += get_request(path);
            co_await client.send(rest + get_request(path, "Connection: close\r\n"));
            EXPECT_EQ(count(co_await client.rest(), "HTTP/1.1 200 OK"), requests + 1u) << path;
            EXPECT_LT(highest_stack - lowest_stack, 64u * 1024) << path;
        }
    });
}

TEST(hostile_peer, a_piece_of_content_stays_where_it_is_while_more_arrives) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send("POST /held HTTP/1.1\r\nHost: a\r\nContent-Length: 400000\r\n\r\n");
        for (int i = 0; i < 20; ++i) {
            co_await client.send(std::string(20'000, 'q'));
            co_await sleep(2ms);
        }
        EXPECT_EQ((co_await client.receive()).body, "400000");
    });
}

TEST(hostile_peer, requests_of_one_that_takes_no_answers_are_not_read) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        std::string requests;
        for (int i = 0; i < 1000; ++i) requests += get_request("/medium");
        RawClient pipelining = co_await RawClient::connect(address);
        EXPECT_LT(co_await push(pipelining.fd(), requests, 64 << 20), 32u << 20);
        RawClient refused = co_await RawClient::connect(address);
        co_await refused.send(requests.substr(0, get_request("/medium").size() * 300) + "BAD\r\n\r\n");
        EXPECT_LT(co_await push(refused.fd(), requests, 64 << 20), 32u << 20);
        reset_on_close(pipelining.fd());
        reset_on_close(refused.fd());
    });
}

TEST(hostile_peer, a_reset_costs_no_processor_time_while_the_handler_runs_on) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        {
            RawClient client = co_await RawClient::connect(address);
            co_await client.send(get_request("/stubborn"));
            co_await sleep(50ms);
            reset_on_close(client.fd());
        }
        co_await sleep(50ms);
        const std::clock_t before = std::clock();
        co_await sleep(400ms);
        EXPECT_LT(std::clock() - before, CLOCKS_PER_SEC / 10);
    });
}

TEST(hostile_peer, a_silent_stream_does_not_outlive_a_peer_that_has_closed) {
    against({.write_timeout = 100ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient stays = co_await RawClient::connect(address);
        co_await stays.send(get_request("/silent"));
        for (int i = 0; i < 5; ++i) {
            RawClient leaves = co_await RawClient::connect(address);
            co_await leaves.send(get_request("/silent"));
            co_await sleep(20ms);
            char read[1000];  // all of it, so that closing is no reset
            EXPECT_GT(::recv(leaves.fd(), read, sizeof read, MSG_DONTWAIT), 0);
        }
        for (int i = 0; i < 100 && streams != 1; ++i) co_await sleep(50ms);
        EXPECT_EQ(streams, 1);
    });
    EXPECT_EQ(streams, 0);
}

TEST(hostile_peer, a_download_that_ends_while_draining_takes_its_connection_along) {
    against({.drain_timeout = 1h}, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send(get_request("/file"));
        co_await sleep(50ms);
        server.stop();
        client.count_only();
        EXPECT_TRUE((co_await client.receive()).complete);
        EXPECT_EQ(co_await client.rest(), "");
    });
}

TEST(hostile_peer, the_drain_deadline_ends_a_handler_that_goes_on_after_its_content_broke) {
    against({.drain_timeout = 100ms}, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send("POST /swallow HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
        co_await sleep(50ms);
        server.stop();
        co_await client.rest();
    });
}

TEST(hostile_peer, one_that_takes_a_little_now_and_then_is_cut_off_and_a_fast_one_is_not) {
    const ServerOptions options{.write_grace = 300ms, .write_bytes_per_second = 10'000'000};
    against(options, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient slow = co_await RawClient::connect(address);
        co_await slow.send(get_request("/file"));
        std::uint64_t taken = 0;
        bool open = true;
        std::string scrap(16 * 1024, ' ');
        for (int i = 0; i < 300 && open; ++i) {
            co_await sleep(20ms);
            const ssize_t n = ::recv(slow.fd(), scrap.data(), scrap.size(), MSG_DONTWAIT);
            open = n > 0 || (n < 0 && errno == EAGAIN);
            if (n > 0) taken += static_cast<std::uint64_t>(n);
        }
        // What the kernels hold is still to be read, or was thrown away with the connection.
        if (open) taken += (co_await slow.rest()).size();
        EXPECT_LT(taken, download);
        RawClient fast = co_await RawClient::connect(address);
        fast.count_only();
        co_await fast.send(get_request("/file"));
        EXPECT_TRUE((co_await fast.receive()).complete);
        EXPECT_EQ(fast.counted(), download);
    });
}

// What a client may have sent when it vanishes: nothing of it may stay behind, and others are served on.
TEST(hostile_peer, clients_that_vanish_at_any_byte_leave_nothing_behind) {
    against({}, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        const std::string bytes = get_request("/once") +
                                  "POST /held HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nqqqqq" +
                                  "POST /swallow HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                  "3;x=y\r\nabc\r\n0\r\nT: v\r\n\r\n" +
                                  get_request("/tiny");
        for (const bool reset : {false, true}) {
            for (std::size_t size = 0; size <= bytes.size(); ++size) {
                RawClient client = co_await RawClient::connect(address);
                co_await client.send(bytes.substr(0, size));
                if (size % 7 == 0) co_await sleep(1ms);
                if (reset) reset_on_close(client.fd());
            }
            RawClient other = co_await RawClient::connect(address);
            EXPECT_EQ((co_await other.ask(get_request("/once"))).body, "x");
        }
        std::uint32_t left = 1;
        for (int i = 0; i < 400 && left > 0; ++i) {
            co_await sleep(10ms);
            left = 0;
            for (const std::uint32_t count : server.connections()) left += count;
        }
        EXPECT_EQ(left, 0u);
    });
}
