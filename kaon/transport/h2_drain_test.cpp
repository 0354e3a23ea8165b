// What becomes of each kind of HTTP/2 stream that is open when the server drains: those that end by themselves end
// whole, silent event streams and tunnels that listen are ended, and the rest is cut at the deadline.
#include <atomic>

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
using test_client::expect_served, test_client::H2Answer, test_client::H2Client, test_client::letters,
    test_client::temporary_file;

namespace {

std::atomic<int> cancelled = 0;
std::atomic<bool> go_on = false;

// Until the test says so: nothing here depends on how long things take.
Task<void> wait_for_the_test() {
    while (!go_on) co_await sleep(5ms);
}

Stream<std::string> one_event_and_silence() {
    co_yield "data: 1\n\n";
    co_await sleep(24h);
}
Stream<std::string> events_until_the_test_goes_on() {
    while (!go_on) {
        co_yield "data: x\n\n";
        co_await sleep(5ms);
    }
    co_yield "data: last\n\n";
}

Task<void> echo(http::Tunnel& tunnel) {
    while (const auto piece = co_await tunnel.read()) co_await tunnel.write(*piece);
}
Task<void> polite(http::Tunnel& tunnel) {
    co_await tunnel.write("hello");
    co_await http::Draining(tunnel);
    co_await tunnel.write("going away");
}
Task<void> stubborn(http::Tunnel& tunnel) {
    co_await tunnel.write("hello");
    const Result<> slept = co_await attempt(sleep(24h));
    cancelled += !slept && slept.error().is(Errc::cancelled);
}

Task<http::Response> service(http::Request& request) {
    http::Response response;
    const std::string path(request.path);
    if (path == "/echo") co_return http::upgrade("test", echo);
    if (path == "/polite") co_return http::upgrade("test", polite);
    if (path == "/stubborn") co_return http::upgrade("test", stubborn);
    if (path == "/held") co_await wait_for_the_test();
    if (path == "/long") {
        const Result<> slept = co_await attempt(sleep(24h));
        cancelled += !slept && slept.error().is(Errc::cancelled);
    }
    if (path == "/silent" || path == "/talking") response.headers.set("content-type", "text/event-stream");
    if (path == "/silent" || path == "/plain") response.body = http::Body::stream(one_event_and_silence());
    else if (path == "/talking") response.body = http::Body::stream(events_until_the_test_goes_on());
    else if (path == "/letters") response.body = http::Body::stream(letters(3'000'000));
    else if (path == "/bytes") response.body = http::Body(std::string(300'000, 'b'));
    else if (path == "/file") response.body = http::Body::file(temporary_file(300'000), 0, 300'000);
    else if (path == "/collect") response.body = http::Body(co_await request.body.collect(1 << 20));
    else response.body = http::Body(path);
    co_return response;
}

std::string wider(std::uint32_t stream, std::uint32_t bytes) {
    return frame(window_update, 0, stream, number_bytes(bytes, 4));
}

// Only what waits for the deadline would wait so long.
const ServerOptions patient{.drain_grace = 100ms, .drain_timeout = 24h};

Task<void> until_notice(H2Client& client) {
    while (client.goaways.empty() && co_await client.more()) {
    }
}

}  // namespace

TEST(h2_drain, a_silent_event_stream_ends_whole) {
    expect_served(service, patient, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(get(1, "/silent") + get(3, "/silent"));
        EXPECT_EQ(co_await client.piece(1), "data: 1\n\n");
        EXPECT_EQ(co_await client.piece(3), "data: 1\n\n");
        server.stop();
        EXPECT_TRUE((co_await client.answer(1)).complete) << "with END_STREAM";
        EXPECT_TRUE((co_await client.answer(3)).complete);
        co_await client.rest();
        EXPECT_EQ(client.answers(1).reset, -1);
        EXPECT_EQ(client.goaways.size(), 2u);
    });
}

TEST(h2_drain, an_event_stream_that_still_says_something_goes_on_until_it_ends) {
    go_on = false;
    // Longer than a busy machine keeps a core from its turn: who talks would be silent for so long.
    const ServerOptions options{.drain_grace = 2s, .drain_timeout = 24h};
    expect_served(service, options, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(get(1, "/talking") + get(3, "/silent"));
        co_await client.piece(1);
        server.stop();
        EXPECT_TRUE((co_await client.answer(3)).complete) << "the silent one beside it has ended meanwhile";
        EXPECT_FALSE(client.answers(1).complete);
        go_on = true;
        const H2Answer answer = co_await client.answer(1);
        EXPECT_TRUE(answer.complete);
        EXPECT_TRUE(answer.body.ends_with("data: last\n\n"));
        co_await client.rest();
    });
}

// Its last event waits for its window, and it is not the source that is silent.
TEST(h2_drain, an_event_stream_whose_reader_is_behind_loses_nothing) {
    expect_served(service, patient, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        client.hold_windows();
        const std::string shut = frame(settings, 0, 0, number_bytes(4, 2) + number_bytes(0, 4));
        co_await client.send(shut + get(1, "/silent") + get(3, "/silent") + wider(3, 100));
        EXPECT_EQ(co_await client.piece(3), "data: 1\n\n");
        server.stop();
        EXPECT_TRUE((co_await client.answer(3)).complete) << "grace is over for who was silent";
        EXPECT_FALSE(client.answers(1).complete);
        co_await client.send(wider(1, 100));
        EXPECT_EQ((co_await client.answer(1)).body, "data: 1\n\n");
        EXPECT_TRUE(client.answers(1).complete);
        co_await client.rest();
    });
}

TEST(h2_drain, requests_and_content_that_are_under_way_are_finished) {
    go_on = false;
    expect_served(service, patient, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        client.hold_windows();
        co_await client.send(wider(0, 8 << 20) + get(1, "/held") + post(3, "/collect") + frame(data, 0, 3, "be") +
                             get(5, "/bytes") + get(7, "/letters") + get(9, "/file"));
        for (const std::uint32_t stream : {5u, 7u, 9u}) EXPECT_EQ((co_await client.head(stream)).status(), 200);
        server.stop();
        co_await until_notice(client);
        EXPECT_TRUE(client.answers(1).head.empty());
        co_await client.send(frame(data, flag::end_stream, 3, "fore"));
        EXPECT_EQ((co_await client.answer(3)).body, "before");
        go_on = true;
        EXPECT_EQ((co_await client.answer(1)).body, "/held");
        client.give_windows();
        co_await client.send(wider(5, 8 << 20) + wider(7, 8 << 20) + wider(9, 8 << 20));
        EXPECT_EQ((co_await client.answer(5)).body.size(), 300'000u);
        EXPECT_EQ((co_await client.answer(7)).body.size(), 3'000'000u);
        EXPECT_EQ((co_await client.answer(9)).body.size(), 300'000u);
        co_await client.rest();
        EXPECT_EQ(client.goaways.size(), 2u);
    });
}

TEST(h2_drain, a_tunnel_that_listens_ends_and_another_goes_on_until_its_peer_has_said_all) {
    expect_served(service, patient, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(connect(1, "test", "/polite") + connect(3, "test", "/echo"));
        EXPECT_EQ(co_await client.piece(1), "hello");
        EXPECT_EQ((co_await client.head(3)).status(), 200);
        server.stop();
        const H2Answer left = co_await client.answer(1);
        EXPECT_EQ(left.body, "going away");
        EXPECT_TRUE(left.complete);
        co_await client.send(frame(data, 0, 3, "still there"));
        EXPECT_EQ(co_await client.piece(3), "still there");
        co_await client.send(frame(data, flag::end_stream, 3, ""));
        EXPECT_TRUE((co_await client.answer(3)).complete);
        co_await client.rest();
    });
}

// Nobody would notice that it is not whole, were it ended like an event stream.
TEST(h2_drain, what_does_not_end_is_cut_at_the_deadline) {
    cancelled = 0;
    const ServerOptions options{.drain_grace = 0ms, .drain_timeout = 100ms};
    expect_served(service, options, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(get(1, "/plain") + get(3, "/long") + connect(5, "test", "/stubborn"));
        EXPECT_EQ(co_await client.piece(1), "data: 1\n\n");
        EXPECT_EQ(co_await client.piece(5), "hello");
        server.stop();
        co_await client.rest();
        EXPECT_FALSE(client.answers(1).complete);
        EXPECT_TRUE(client.answers(3).head.empty());
        EXPECT_FALSE(client.answers(5).complete);
    });
    EXPECT_EQ(cancelled, 2);
}

TEST(h2_drain, an_idle_connection_is_left_in_two_steps) {
    expect_served(service, patient, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        co_await client.send(get(1, "/1"));
        EXPECT_EQ((co_await client.answer(1)).body, "/1");
        server.stop();
        co_await client.rest();
        EXPECT_EQ(client.goaways.size(), 2u);
        EXPECT_EQ(client.goaways.at(0).second, 0x7fffffffu);
        EXPECT_EQ(client.goaways.at(1).second, 1u);
    });
}
