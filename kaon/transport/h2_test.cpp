// HTTP/2 through the whole server: every kind of content both ways, tunnels, limits of memory and time, a polite end.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/http/tunnel.hpp"
#include "kaon/transport/test_client/content_test.hpp"
#include "kaon/transport/test_client/h2_client_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using namespace kaon::http::h2::frames;
using kaon::http::h2::frames::frame;
using test_client::Ending, test_client::expect_served, test_client::flat_kilobytes, test_client::H2Answer,
    test_client::H2Client, test_client::large, test_client::letters, test_client::mirrored, test_client::produced,
    test_client::RawClient, test_client::RawResponse, test_client::reset_high_water, test_client::resident_kilobytes,
    test_client::temporary_file;

namespace {

std::atomic<int> cancelled_handlers = 0;
std::atomic<int> finished_handlers = 0;

Stream<std::string> with_digest(std::shared_ptr<http::Headers> trailers) {
    co_yield std::string("content");
    trailers->set("digest", "abc");
}

Task<void> echo(http::Tunnel& tunnel) {
    while (const auto piece = co_await tunnel.read()) co_await tunnel.write(*piece);
}

Task<void> hold() {
    Result<> slept = co_await attempt(sleep(300ms));
    ++(slept ? finished_handlers : cancelled_handlers);
    co_await std::move(slept);
}

Task<http::Response> content(http::Request& request) {
    http::Response response;
    if (request.path == "/count") {
        std::uint64_t count = 0;
        while (auto piece = co_await request.body.read()) count += piece->size();
        response.body =
            http::Body(std::to_string(count) + " " + std::string(request.trailers.get("digest").value_or("-")));
    } else if (request.path == "/stream") {
        response.body = http::Body::stream(letters(large));
    } else if (request.path == "/broken") {
        response.body = http::Body::stream(letters(100'000, Ending::broken));
    } else if (request.path == "/file") {
        response.body = http::Body::file(temporary_file(large), 0, large);
    } else if (request.path == "/short") {
        response.body = http::Body::file(temporary_file(100), 0, 200);
    } else if (request.path == "/bytes") {
        response.body = http::Body(std::string(5'000'000, 'b'));
    } else if (request.path == "/trailers") {
        auto trailers = std::make_shared<http::Headers>();
        response.body = http::Body::stream(with_digest(trailers)).with_trailers(trailers);
    } else if (request.path == "/mirror") {
        response.body = http::Body::stream(mirrored(request.body));
    } else {
        response.body = http::Body(std::string(request.path));
    }
    co_return response;
}

Task<http::Response> service(http::Request& request) {
    if (request.path == "/tunnel") co_return http::upgrade("echo", echo);
    if (request.path == "/throw") throw std::runtime_error("a bug");
    if (request.path == "/hold") {
        co_await hold();
    } else if (request.path == "/hints") {
        http::Headers hints;
        hints.set("link", "</a.css>; rel=preload");
        request.send_early_hints(hints);
    } else if (request.path == "/collect") {
        const Result<std::string> all = co_await attempt(request.body.collect(1 << 20));
        http::Response response;
        if (all) response.body = http::Body(std::to_string(all->size()));
        else if (all.error().is(Errc::timeout)) response.status = http::Status::request_timeout;
        else response.status = http::Status::content_too_large;
        co_return response;
    }
    http::Response response = co_await content(request);
    response.headers.set("X-Mixed", "Case");
    response.headers.set("connection", "close");
    co_return response;
}

template <class F>
void against(F script, ServerOptions options = {}) {
    expect_served(service, options, script);
}

}  // namespace

TEST(h2, answers_many_streams_of_one_connection) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        std::string requests;
        for (std::uint32_t stream = 1; stream < 200; stream += 2) requests += get(stream, "/" + std::to_string(stream));
        co_await client.send(requests);
        for (std::uint32_t stream = 1; stream < 200; stream += 2) {
            const H2Answer answer = co_await client.answer(stream);
            EXPECT_EQ(answer.status(), 200);
            EXPECT_EQ(answer.body, "/" + std::to_string(stream));
        }
        const H2Answer first = co_await client.answer(1);
        EXPECT_EQ(first.field("x-mixed"), "Case");
        EXPECT_EQ(first.field("connection"), "(none)");
        EXPECT_EQ(first.field("content-length"), "2");
        EXPECT_EQ(first.field("date").size(), 29u);
    });
}

TEST(h2, head_has_the_length_and_no_content_and_errors_are_500) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(headers(1, request_fields("HEAD", "/bytes")) + get(3, "/throw"));
        const H2Answer head = co_await client.answer(1);
        EXPECT_EQ(head.field("content-length"), "5000000");
        EXPECT_EQ(head.body, "");
        EXPECT_TRUE(head.complete);
        EXPECT_EQ((co_await client.answer(3)).status(), 500);
    });
}

TEST(h2, sends_bytes_files_and_streams_whole) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(get(1, "/bytes") + get(3, "/trailers", {{"te", "trailers"}}) + get(5, "/trailers"));
        EXPECT_EQ((co_await client.answer(1)).body, std::string(5'000'000, 'b'));
        const H2Answer trailed = co_await client.answer(3);
        EXPECT_EQ(trailed.body, "content");
        EXPECT_EQ(trailed.trailers, (Fields{{"digest", "abc"}}));
        EXPECT_TRUE((co_await client.answer(5)).trailers.empty()) << "it did not ask for them";
    });
}

TEST(h2, carries_100_megabytes_each_way_in_flat_memory) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        client.count_only();
        reset_high_water();
        const long before = resident_kilobytes();
        co_await client.send(post(1, "/count"));
        co_await client.upload(1, large);
        EXPECT_EQ((co_await client.answer(1)).body_bytes, std::string("100000000 -").size());
        co_await client.send(get(3, "/stream"));
        EXPECT_EQ((co_await client.answer(3)).body_bytes, large);
        co_await client.send(get(5, "/file"));
        EXPECT_EQ((co_await client.answer(5)).body_bytes, large) << client.goaways.size() << " times sent away";
        EXPECT_LT(resident_kilobytes() - before, flat_kilobytes);
    });
}

TEST(h2, a_reader_that_gives_no_window_holds_the_source_back_and_others_go_on) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        client.hold_windows();
        // The connection's window stays open for others.
        co_await client.send(frame(window_update, 0, 0, number_bytes(1 << 20, 4)));
        produced = 0;
        co_await client.send(get(1, "/stream"));
        co_await client.head(1);
        co_await client.send(get(3, "/other"));
        EXPECT_EQ((co_await client.answer(3)).body, "/other");
        EXPECT_LE(produced, 200'000u);
        EXPECT_LE(client.counted(1), 65'535u);
    });
}

TEST(h2, a_handler_that_reads_nothing_holds_the_peer_back) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(post(1, "/hold"));
        std::string flood;
        for (int i = 0; i < 4; ++i) flood += frame(data, 0, 1, std::string(16'000, 'x'));
        co_await client.send(flood);
        const H2Answer answer = co_await client.answer(1);
        EXPECT_EQ(answer.status(), 200);
        EXPECT_EQ((co_await client.answer(1)).complete, true);
        // What was not read is refused politely, and the connection's window is whole again.
        co_await client.send(post(3, "/count"));
        co_await client.upload(3, 900'000);
        EXPECT_EQ((co_await client.answer(3)).body, "900000 -");
    });
}

TEST(h2, both_directions_at_once_and_trailers_of_a_request) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(post(1, "/mirror") + frame(data, 0, 1, "first"));
        EXPECT_EQ(co_await client.piece(1), "first");
        co_await client.send(frame(data, 1, 1, "second"));
        EXPECT_EQ(co_await client.piece(1), "second");
        co_await client.send(post(3, "/count") + frame(data, 0, 3, "abc") + headers(3, {{"digest", "xyz"}}));
        EXPECT_EQ((co_await client.answer(3)).body, "3 xyz");
    });
}

TEST(h2, early_hints_and_100_continue_come_before_the_response) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(get(1, "/hints"));
        const H2Answer hinted = co_await client.answer(1);
        EXPECT_EQ(hinted.interim.size(), 1u);
        EXPECT_EQ(hinted.interim.at(0).at(0).second, "103");
        EXPECT_EQ(hinted.interim.at(0).at(1).second, "</a.css>; rel=preload");
        EXPECT_EQ(hinted.status(), 200);
        co_await client.send(post(3, "/count", {{"expect", "100-continue"}}));
        co_await sleep(20ms);
        co_await client.send(frame(data, 1, 3, "body"));
        const H2Answer continued = co_await client.answer(3);
        EXPECT_EQ(continued.interim.at(0).at(0).second, "100");
        EXPECT_EQ(continued.body, "4 -");
    });
}

TEST(h2, content_that_breaks_resets_its_stream_and_no_other) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(get(1, "/broken") + get(3, "/short") + get(5, "/fine"));
        EXPECT_EQ((co_await client.answer(1)).reset, 2);
        EXPECT_GT((co_await client.answer(3)).reset, 0);
        EXPECT_EQ((co_await client.answer(5)).body, "/fine");
    });
}

TEST(h2, an_extended_connect_is_a_tunnel) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(connect(1, "echo") + frame(data, 0, 1, "early"));
        EXPECT_EQ((co_await client.head(1)).status(), 200);
        EXPECT_EQ(co_await client.piece(1), "early");
        co_await client.send(frame(data, 0, 1, "later") + get(3, "/beside"));
        EXPECT_EQ(co_await client.piece(1), "later");
        EXPECT_EQ((co_await client.answer(3)).body, "/beside");
        co_await client.send(frame(data, 1, 1, ""));
        EXPECT_TRUE((co_await client.answer(1)).complete);
        co_await client.send(connect(5, "other") + get(7, "/tunnel"));
        EXPECT_EQ((co_await client.answer(5)).status(), 426);
        EXPECT_EQ((co_await client.answer(7)).status(), 426);
    });
}

TEST(h2, a_reset_cancels_safe_requests_and_lets_others_finish) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        cancelled_handlers = finished_handlers = 0;
        H2Client client = co_await H2Client::connect(address);
        const std::string cancel = number_bytes(8, 4);
        co_await client.send(get(1, "/hold") + headers(3, request_fields("POST", "/hold")));
        co_await sleep(50ms);
        co_await client.send(frame(rst_stream, 0, 1, cancel) + frame(rst_stream, 0, 3, cancel) + get(5, "/on"));
        EXPECT_EQ((co_await client.answer(5)).body, "/on");
        EXPECT_EQ(cancelled_handlers, 1);
        co_await sleep(400ms);
        EXPECT_EQ(finished_handlers, 1);
    });
}

TEST(h2, handlers_that_outlive_their_reset_streams_count_as_streams) {
    against(
        [](Server&, runtime::SocketAddress address) -> Task<void> {
            H2Client client = co_await H2Client::connect(address);
            for (std::uint32_t stream = 1; stream < 9; stream += 2) {
                co_await client.send(headers(stream, request_fields("POST", "/hold")));
                co_await sleep(10ms);
                co_await client.send(frame(rst_stream, 0, stream, number_bytes(8, 4)));
            }
            co_await client.send(get(9, "/more"));
            EXPECT_EQ((co_await client.answer(9)).reset, 7) << "REFUSED_STREAM";
            co_await sleep(400ms);
            co_await client.send(get(11, "/more"));
            EXPECT_EQ((co_await client.answer(11)).body, "/more");
        },
        {.h2 = {.concurrent_streams = 4}});
}

TEST(h2, refusals_have_the_statuses_of_http_1_1) {
    against(
        [](Server&, runtime::SocketAddress address) -> Task<void> {
            H2Client client = co_await H2Client::connect(address);
            co_await client.send(get(1, "/", {{"x", std::string(1000, 'x')}}) + get(3, "/" + std::string(200, 'x')) +
                                 post(5, "/collect", {{"content-length", "2000"}}) + get(7, "/", {{"host", "other"}}));
            EXPECT_EQ((co_await client.answer(1)).status(), 431);
            EXPECT_EQ((co_await client.answer(3)).status(), 414);
            EXPECT_EQ((co_await client.answer(5)).status(), 413);
            EXPECT_EQ((co_await client.answer(7)).status(), 400);
            co_await client.send(post(9, "/collect"));
            co_await client.upload(9, 3000);
            EXPECT_EQ((co_await client.answer(9)).status(), 413) << "a length that was not announced";
        },
        {.h2 = {.header_list_bytes = 800, .target_bytes = 100}, .body_bytes = 1000});
}

TEST(h2, content_that_stalls_is_answered_408) {
    against(
        [](Server&, runtime::SocketAddress address) -> Task<void> {
            H2Client client = co_await H2Client::connect(address);
            co_await client.send(post(1, "/collect") + frame(data, 0, 1, "some"));
            EXPECT_EQ((co_await client.answer(1)).status(), 408);
        },
        {.body_timeout = 200ms});
}

TEST(h2, a_head_that_never_ends_and_silence_end_the_connection) {
    against(
        [](Server&, runtime::SocketAddress address) -> Task<void> {
            H2Client slow = co_await H2Client::connect(address);
            co_await slow.send(get(1, "/first"));
            co_await slow.answer(1);
            co_await slow.send(frame(headers_frame, flag::end_stream, 3, block(request_fields("GET", "/"))));
            co_await slow.rest();
            EXPECT_EQ(slow.goaways.at(0).first, 11u);
            H2Client idle = co_await H2Client::connect(address);
            co_await idle.rest();
            EXPECT_EQ(idle.goaways.at(0).first, 0u);
        },
        {.head_timeout = 300ms, .idle_timeout = 500ms});
}

TEST(h2, stopping_warns_finishes_what_runs_and_names_the_last_stream) {
    against(
        [](Server& server, runtime::SocketAddress address) -> Task<void> {
            H2Client client = co_await H2Client::connect(address);
            co_await client.send(get(1, "/hold"));
            co_await sleep(20ms);
            server.stop();
            while (client.goaways.empty() && co_await client.more()) {
            }
            co_await client.send(get(3, "/crossed"));
            EXPECT_EQ((co_await client.answer(3)).body, "/crossed");
            EXPECT_EQ((co_await client.answer(1)).body, "/hold");
            co_await client.rest();
            EXPECT_EQ(client.goaways.size(), 2u);
            EXPECT_EQ(client.goaways.front().second, 0x7fffffffu);
            EXPECT_EQ(client.goaways.back().second, 3u);
        },
        {.drain_grace = 2s});
}

TEST(h2, peers_that_leave_at_any_moment_leave_nothing_behind) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        const std::string bytes = greeting() + get(1, "/stream") + post(3, "/count") + frame(data, 0, 3, "some") +
                                  get(5, "/hold") + connect(7, "echo") + frame(data, 0, 7, "x");
        for (std::size_t cut = 1; cut <= bytes.size(); cut += 7) {
            runtime::TcpStream peer = co_await runtime::TcpStream::connect(address);
            co_await peer.write_all(std::string_view(bytes).substr(0, cut));
            if (cut % 3 == 0) co_await sleep(2ms);
        }
        H2Client after = co_await H2Client::connect(address);
        co_await after.send(get(1, "/after"));
        EXPECT_EQ((co_await after.answer(1)).body, "/after");
    });
}

TEST(h2, is_not_spoken_where_it_is_switched_off_nor_after_an_upgrade_field) {
    against(
        [](Server&, runtime::SocketAddress address) -> Task<void> {
            RawClient client = co_await RawClient::connect(address);
            co_await client.send(greeting());
            EXPECT_EQ((co_await client.receive()).status(), 505);
        },
        {.http2 = Http2::off});
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        const RawResponse response = co_await client.ask(test_client::get_request(
            "/plain", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"));
        EXPECT_EQ(response.status(), 200);
        EXPECT_EQ(response.body, "/plain");
    });
}
