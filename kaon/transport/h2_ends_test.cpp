// How HTTP/2 connections end: politely in two steps, by the peer's closing its side, full servers, stuck handlers.
#include <atomic>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/http/tunnel.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/transport/test_client/content_test.hpp"
#include "kaon/transport/test_client/h2_client_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"
#include "kaon/transport/test_client/tls_site_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using namespace kaon::http::h2::frames;
using kaon::http::h2::frames::frame;
using test_client::expect_served, test_client::get_request, test_client::H2Answer, test_client::H2Client,
    test_client::letters, test_client::RawClient;

namespace {

std::atomic<int> cancelled = 0, finished = 0, cut_contents = 0;
std::atomic<bool> released = false;

Task<void> hold(Duration time) {
    const Result<> slept = co_await attempt(sleep(time));
    ++(slept ? finished : cancelled);
}

Task<void> nap() { co_await sleep(700ms); }
Task<void> until_released() {
    while (!released) co_await sleep(5ms);
}

Task<void> echo(http::Tunnel& tunnel) {
    while (const auto piece = co_await tunnel.read()) co_await tunnel.write(*piece);
}

Task<http::Response> service(http::Request& request) {
    http::Response response;
    const std::string path(request.path);
    if (path == "/tunnel") co_return http::upgrade("echo", echo);
    if (path == "/hold") co_await hold(300ms);
    if (path == "/long") co_await hold(60s);
    if (path == "/stubborn") co_await shield(nap());
    if (path == "/released") co_await shield(until_released());
    if (path == "/stream") response.body = http::Body::stream(letters(3'000'000));
    else if (path == "/collect") {
        const Result<std::string> all = co_await attempt(request.body.collect(1 << 20));
        cut_contents += !all && all.error().is(Errc::cancelled);
        response.body = http::Body(std::string(all ? "whole" : "cut"));
    } else {
        response.body = http::Body(path);
    }
    co_return response;
}

template <class F>
void against(ServerOptions options, F script) {
    expect_served(service, options, script);
}

constexpr std::uint32_t no_last_stream = 0x7fffffff;

void expect_two_steps(const H2Client& client, std::uint32_t last) {
    ASSERT_EQ(client.goaways.size(), 2u);
    EXPECT_EQ(client.goaways[0], (std::pair<std::uint32_t, std::uint32_t>(0, no_last_stream)));
    EXPECT_EQ(client.goaways[1], (std::pair<std::uint32_t, std::uint32_t>(0, last)));
}

}  // namespace

TEST(h2_ends, after_its_last_request_a_connection_is_left_in_two_steps) {
    against({.requests_per_connection = 3}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(get(1, "/1") + get(3, "/3"));
        EXPECT_EQ((co_await client.answer(3)).body, "/3");
        EXPECT_TRUE(client.goaways.empty());
        co_await client.send(get(5, "/hold") + get(7, "/crossed"));
        EXPECT_EQ((co_await client.answer(7)).body, "/crossed") << "it could not know yet";
        EXPECT_EQ((co_await client.answer(5)).body, "/hold");
        co_await client.rest();
        expect_two_steps(client, 7);
    });
}

TEST(h2_ends, an_old_connection_is_left_when_it_is_idle_and_when_it_is_busy) {
    against({.connection_age = 200ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client idle = co_await H2Client::connect(address), busy = co_await H2Client::connect(address);
        co_await busy.send(connect(1, "echo"));
        co_await idle.send(get(1, "/1"));
        co_await idle.rest();
        expect_two_steps(idle, 1);
        while (busy.goaways.size() < 2 && co_await busy.more()) {
        }
        co_await busy.send(frame(data, 0, 1, "still there"));
        EXPECT_EQ(co_await busy.piece(1), "still there") << "what runs goes on, however old";
        co_await busy.send(frame(data, flag::end_stream, 1, ""));
        co_await busy.rest();
        expect_two_steps(busy, 1);
    });
}

TEST(h2_ends, a_peer_that_has_closed_its_side_gets_the_answers_that_still_run) {
    finished = cancelled = 0;
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(frame(window_update, 0, 0, number_bytes(8 << 20, 4)) + get(1, "/hold") +
                             get(3, "/stream") + frame(window_update, 0, 3, number_bytes(8 << 20, 4)) + get(5, "/5"));
        client.hold_windows();
        client.say_nothing();
        ::shutdown(client.fd(), SHUT_WR);
        EXPECT_EQ((co_await client.answer(5)).body, "/5");
        EXPECT_EQ((co_await client.answer(3)).body.size(), 3'000'000u);
        EXPECT_EQ((co_await client.answer(1)).body, "/hold");
        EXPECT_EQ(finished, 1);
        EXPECT_EQ(cancelled, 0);
        co_await client.rest();  // and then the connection ends
    });
}

TEST(h2_ends, content_that_its_peer_will_never_send_is_an_error_to_who_reads_it) {
    cut_contents = 0;
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        const std::string half = frame(headers_frame, flag::end_stream, 5, block(request_fields("GET", "/never")));
        co_await client.send(post(1, "/collect") + frame(data, 0, 1, "some") + get(3, "/3") + half);
        client.say_nothing();
        ::shutdown(client.fd(), SHUT_WR);
        EXPECT_EQ((co_await client.answer(3)).body, "/3");
        EXPECT_EQ((co_await client.answer(1)).body, "cut");
        co_await client.rest();
        EXPECT_TRUE(client.answers(5).head.empty());
    });
    EXPECT_EQ(cut_contents, 1);
}

TEST(h2_ends, a_peer_that_has_gone_cancels_what_only_asks) {
    finished = cancelled = 0;
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        {
            H2Client client = co_await H2Client::connect(address);
            co_await client.send(get(1, "/long") + get(3, "/3"));
            co_await client.answer(3);
        }
        for (int i = 0; i < 200 && cancelled == 0; ++i) co_await sleep(10ms);
        EXPECT_EQ(cancelled, 1) << "a PING tells one that has gone from one that has closed its side";
    });
}

TEST(h2_ends, a_full_server_answers_503_and_lets_the_peer_come_again) {
    against({.connections = 1}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        {
            H2Client first = co_await H2Client::connect(address);
            co_await first.send(get(1, "/1"));
            EXPECT_EQ((co_await first.answer(1)).status(), 200);
            H2Client second = co_await H2Client::connect(address);
            co_await second.send(get(1, "/a") + get(3, "/b"));
            const H2Answer refused = co_await second.answer(1);
            EXPECT_EQ(refused.status(), 503);
            EXPECT_EQ(refused.field("retry-after"), "5");
            EXPECT_EQ((co_await second.answer(3)).status(), 503) << "and the connection is not cut";
            co_await second.rest();
            expect_two_steps(second, 3);
            co_await first.send(get(3, "/3"));
            EXPECT_EQ((co_await first.answer(3)).status(), 200) << "those that are in are not disturbed";
        }
        int status = 0;
        for (int i = 0; i < 100 && status != 200; ++i) {
            co_await sleep(20ms);
            H2Client next = co_await H2Client::connect(address);
            co_await next.send(get(1, "/1"));
            status = (co_await next.answer(1)).status();
        }
        EXPECT_EQ(status, 200);
    });
}

TEST(h2_ends, a_handler_that_ignores_its_cancellation_is_named) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    const ServerOptions options{.drain_grace = 0ms, .drain_timeout = 50ms, .stuck_timeout = 100ms};
    against(options, [&](Server& server, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(get(1, "/1") + get(3, "/stubborn"));
        co_await client.answer(1);
        server.stop();
        co_await client.rest();
    });
    int named = 0;
    for (const auto& entry : recorder.entries()) {
        if (entry.message.starts_with("a handler ignores")) named += entry.field("path") == "/stubborn";
    }
    EXPECT_EQ(named, 1);
}

// The number of a descriptor that was closed may be another peer's, or a file's, by the time the handler ends.
TEST(h2_ends, of_a_handler_whose_peer_was_let_go_writes_to_nobody) {
    released = false;
    std::vector<Fd> others;
    const ServerOptions options{.tls = test_client::tls(), .drain_timeout = 50ms, .stuck_timeout = 100ms};
    against(options, [&](Server& server, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect_tls(address, *test_client::client_with({}, {"h2"}));
        co_await client.send(get(1, "/released"));
        co_await sleep(20ms);
        server.stop();
        co_await client.rest();  // it was let go
        for (int i = 0; i < 32; ++i) {
            int ends[2];
            EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), 0);
            others.emplace_back(ends[0]);
            others.emplace_back(ends[1]);
        }
        released = true;
    });
    for (const Fd& other : others) {
        char byte;
        EXPECT_EQ(::recv(other.number(), &byte, 1, 0), -1) << "what was the other's reached it";
    }
}
