// WebSockets over HTTP/2 (RFC 8441): a router on a server, a socket, and nghttp2 as the client.
#include <atomic>
#include <memory>

#include <gtest/gtest.h>

#include "http2_peer.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/tls_certificate.hpp"
#include "kaon/transport/test_client/serving_test.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;
using conformance::Fields, conformance::Http2Peer, conformance::WebSocketPeer;
using http::ws::CloseCode, http::ws::Opcode;
using transport::Server, transport::ServerOptions, transport::test_client::expect_served;

namespace {

std::atomic<std::uint64_t> produced = 0;
std::atomic<int> ended_normally = 0, ended_abnormally = 0;

Task<> echo(WebSocket& socket) {
    while (const auto message = co_await socket.receive()) {
        if (message->is_text) co_await socket.send(message->data);
        else co_await socket.send_binary(message->data);
    }
    ++(socket.end().code == CloseCode::abnormal ? ended_abnormally : ended_normally);
}

Task<> greet(WebSocket& socket) { co_await socket.send("protocol " + std::string(socket.protocol())); }

constexpr std::uint64_t flood_bytes = 20'000'000;

Task<> flood(WebSocket& socket) {
    const std::string piece(10'000, 'x');
    for (produced = 0; produced < flood_bytes; produced += piece.size()) co_await socket.send_binary(piece);
}

Task<> ignore(WebSocket&) { co_await sleep(2s); }

template <auto talk>
http::Response open(WebSocketUpgrade upgrade) {
    return std::move(upgrade).on(talk);
}

Service routes() {
    return Router{
        get<"/echo">(open<echo>, websocket({})),
        get<"/pinged">(open<echo>, websocket({.heartbeat = 50ms, .heartbeat_timeout = 100ms})),
        get<"/friends">(open<echo>, websocket({.origins = {"https://friend.example"}})),
        get<"/protocols">(open<greet>, websocket({.protocols = {"v2", "v1"}})),
        get<"/squeezed">(open<echo>, websocket({.compression = Compression::shared, .compress_from = 16})),
        get<"/flood">(open<flood>, websocket({})),
        get<"/ignore">(open<ignore>, websocket({.finish_timeout = 10ms})),
        get<"/page">([] { return std::string("a page"); }),
    }
        .build()
        .value();
}

template <class F>
void against(ServerOptions options, F script) {
    const Service service = routes();
    expect_served(service, options, [&](Server& server, runtime::SocketAddress address) -> Task<void> {
        const std::unique_ptr<Http2Peer> peer = co_await Http2Peer::connect(address);
        co_await script(server, *peer);
        EXPECT_EQ(peer->fault(), "");
    });
}
template <class F>
void against(F script) {
    against(ServerOptions(), [&](Server&, Http2Peer& peer) { return script(peer); });
}

Task<int> status_of(Http2Peer& peer, std::int32_t id) {
    co_await peer.until([&] { return peer.at(id).status != 0 || peer.at(id).closed; });
    co_return peer.at(id).status;
}

}  // namespace

TEST(rfc8441, a_websocket_opens_talks_and_closes_beside_other_requests) {
    against([](Http2Peer& peer) -> Task<void> {
        EXPECT_EQ(peer.setting(NGHTTP2_SETTINGS_ENABLE_CONNECT_PROTOCOL), 1u);
        const std::int32_t id = peer.open_websocket("/echo"), page = peer.request("GET", "/page");
        EXPECT_EQ(co_await status_of(peer, id), 200);
        EXPECT_EQ(peer.at(id).field("sec-websocket-accept"), "");
        WebSocketPeer socket(peer, id);
        socket.send("hello");
        EXPECT_EQ(co_await socket.next(), "text hello");
        socket.send(Opcode::binary, std::string(300'000, 'b'));
        EXPECT_EQ((co_await socket.next()).size(), 7u + 300'000);
        socket.send(Opcode::ping, "are you there");
        EXPECT_EQ(co_await socket.next(), "pong");
        co_await peer.until([&] { return peer.at(page).ended; });
        EXPECT_EQ(peer.at(page).content, "a page");
        socket.close(CloseCode::normal);
        EXPECT_EQ(co_await socket.next(), "close 1000");
        EXPECT_EQ(co_await socket.next(), "gone");
        EXPECT_TRUE(peer.at(id).ended) << "END_STREAM stands for FIN (section 5)";
        peer.end(id);
        co_await peer.until([&] { return peer.at(id).closed; });
        EXPECT_EQ(peer.at(id).code, 0u);
        const std::int32_t after = peer.request("GET", "/page");
        co_await peer.until([&] { return peer.at(after).ended; });
        EXPECT_EQ(peer.at(after).status, 200) << "the connection goes on";
    });
}

TEST(rfc8441, many_websockets_share_a_connection) {
    against([](Http2Peer& peer) -> Task<void> {
        std::vector<std::int32_t> ids;
        std::vector<std::unique_ptr<WebSocketPeer>> sockets;
        for (int i = 0; i < 50; ++i) {
            ids.push_back(peer.open_websocket("/echo"));
            sockets.push_back(std::make_unique<WebSocketPeer>(peer, ids.back()));
        }
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 50; ++i) sockets[i]->send(std::to_string(round * 100 + i));
            for (int i = 49; i >= 0; --i)
                EXPECT_EQ(co_await sockets[i]->next(), "text " + std::to_string(round * 100 + i));
        }
    });
}

TEST(rfc8441, a_page_of_another_origin_is_refused) {
    against([](Http2Peer& peer) -> Task<void> {
        const auto ask = [&](std::string_view path, const char* origin) {
            return status_of(peer, peer.open_websocket(path, {{"origin", origin}}));
        };
        EXPECT_EQ(co_await ask("/echo", "http://localhost"), 200);
        EXPECT_EQ(co_await ask("/echo", "https://friend.example"), 403);
        EXPECT_EQ(co_await ask("/friends", "https://friend.example"), 200);
        EXPECT_EQ(co_await ask("/friends", "https://friend.example.evil"), 403);
        EXPECT_EQ(co_await ask("/echo", "null"), 403);
    });
}

TEST(rfc8441, what_is_no_websocket_is_refused_with_a_status) {
    against([](Http2Peer& peer) -> Task<void> {
        EXPECT_EQ(co_await status_of(peer, peer.request("GET", "/echo")), 400) << "GET opens none over HTTP/2";
        EXPECT_EQ(co_await status_of(peer, peer.open_websocket("/page")), 405);
        EXPECT_EQ(co_await status_of(peer, peer.open_websocket("/nowhere")), 404);
        EXPECT_EQ(co_await status_of(peer, peer.open_websocket("/echo", {{"sec-websocket-version", "12"}})), 400)
            << "a version twice";
    });
}

TEST(rfc8441, a_sub_protocol_is_agreed_on) {
    against([](Http2Peer& peer) -> Task<void> {
        const std::int32_t id = peer.open_websocket("/protocols", {{"sec-websocket-protocol", "v0, v1, v2"}});
        EXPECT_EQ(co_await WebSocketPeer(peer, id).next(), "text protocol v1");
        EXPECT_EQ(peer.at(id).field("sec-websocket-protocol"), "v1");
    });
}

TEST(rfc8441, messages_are_compressed_where_both_sides_want_it) {
    against([](Http2Peer& peer) -> Task<void> {
        const std::int32_t id = peer.open_websocket("/squeezed", {{"sec-websocket-extensions", "permessage-deflate"}});
        EXPECT_EQ(co_await status_of(peer, id), 200);
        EXPECT_TRUE(peer.at(id).field("sec-websocket-extensions").starts_with("permessage-deflate"));
        const http::ws::DeflateTerms terms;
        WebSocketPeer socket(peer, id, terms);
        http::ws::Deflater deflater(terms);
        const std::string message(50'000, 'm');
        ByteBuffer squeezed;
        EXPECT_TRUE(deflater.compress(squeezed, message));
        EXPECT_LT(squeezed.size(), 1000u);
        socket.send(Opcode::text, squeezed.view(), http::ws::reserved_1);
        co_await peer.until([&] { return !peer.at(id).content.empty(); });
        EXPECT_LT(peer.at(id).content.size(), 1000u) << "and back";
        EXPECT_EQ(co_await socket.next(), "text " + message);
    });
}

TEST(rfc8441, silence_is_tested_and_ends_the_stream_alone) {
    ended_abnormally = 0;
    against([](Http2Peer& peer) -> Task<void> {
        const std::int32_t id = peer.open_websocket("/pinged");
        WebSocketPeer socket(peer, id);
        EXPECT_EQ(co_await socket.next(), "ping");
        socket.send(Opcode::pong, "");
        EXPECT_EQ(co_await socket.next(), "ping") << "the answer was heard";
        EXPECT_EQ(co_await socket.next(), "gone") << "no answer";
        const std::int32_t page = peer.request("GET", "/page");
        co_await peer.until([&] { return peer.at(page).ended; });
        EXPECT_EQ(peer.at(page).content, "a page");
    });
    EXPECT_EQ(ended_abnormally, 1);
}

TEST(rfc8441, a_reset_stream_is_a_connection_that_broke) {
    ended_abnormally = 0;
    against([](Http2Peer& peer) -> Task<void> {
        const std::int32_t id = peer.open_websocket("/echo");
        WebSocketPeer socket(peer, id);
        socket.send("hello");
        EXPECT_EQ(co_await socket.next(), "text hello");
        peer.reset(id);
        co_await peer.settle();
        for (int i = 0; i < 200 && ended_abnormally == 0; ++i) co_await sleep(5ms);
        EXPECT_EQ(ended_abnormally, 1);
    });
}

TEST(rfc8441, a_stop_says_good_bye_on_every_websocket) {
    against({.drain_timeout = 5s}, [](Server& server, Http2Peer& peer) -> Task<void> {
        const std::int32_t first = peer.open_websocket("/echo"), second = peer.open_websocket("/echo");
        WebSocketPeer one(peer, first), other(peer, second);
        one.send("1");
        other.send("2");
        EXPECT_EQ(co_await one.next(), "text 1");
        EXPECT_EQ(co_await other.next(), "text 2");
        server.stop();
        EXPECT_EQ(co_await one.next(), "close 1001");
        EXPECT_EQ(co_await other.next(), "close 1001");
        one.close(CloseCode::going_away);
        other.close(CloseCode::going_away);
        peer.end(first);
        peer.end(second);
        co_await peer.until([&] { return false; });
        EXPECT_GE(peer.goaways(), 1) << "the second comes when nghttp2's client has ended already";
        EXPECT_TRUE(peer.at(first).ended && peer.at(second).ended) << "nothing was cut";
        EXPECT_EQ(peer.at(first).code, 0u);
    });
}

TEST(rfc8441, a_reader_that_gives_no_window_holds_the_sender_back) {
    against([](Http2Peer& peer) -> Task<void> {
        peer.hold_windows();
        const std::int32_t id = peer.open_websocket("/flood");
        co_await peer.until([&] { return peer.at(id).content.size() >= 65'535; });
        co_await peer.settle();
        // What is in the window, what send() lets wait in the queue, and what is on its way to the stream.
        EXPECT_LT(produced, 65'535u + 2 * 256'000 + 100'000);
        EXPECT_EQ(peer.at(id).content.size(), 65'535u);
        peer.give_windows();
        WebSocketPeer socket(peer, id);
        std::uint64_t read = 0;
        for (std::string event = co_await socket.next(); event.starts_with("binary"); event = co_await socket.next())
            read += event.size() - std::string("binary ").size();
        EXPECT_EQ(read, flood_bytes);
    });
}

TEST(rfc8441, a_function_that_does_not_read_holds_the_client_back) {
    against([](Http2Peer& peer) -> Task<void> {
        const std::int32_t id = peer.open_websocket("/ignore");
        EXPECT_EQ(co_await status_of(peer, id), 200);
        const std::int32_t room = peer.room_to_send(id);
        WebSocketPeer socket(peer, id);
        for (int i = 0; i < 100; ++i) socket.send(Opcode::binary, std::string(10'000, 'x'));
        co_await peer.settle();
        co_await peer.settle();
        EXPECT_LE(peer.room_to_send(id), 0) << "the window was used up";
        EXPECT_GT(peer.at(id).to_send.size(), 1'000'000u - static_cast<unsigned>(room) - 300'000)
            << "the rest waits here, not in the server";
        const std::int32_t page = peer.request("GET", "/page");
        co_await peer.until([&] { return peer.at(page).ended; });
        EXPECT_EQ(peer.at(page).status, 200) << "others have the connection's window";
    });
}

TEST(rfc8441, wss_goes_over_http_2_by_alpn) {
    using namespace runtime;
    const TlsCertificate site = make_certificate({.names = {"localhost"}}).value();
    const auto tls = TlsServer::load({.certificates = {site}}).value();
    const auto trusting = TlsClient::load({.authorities = site.chain, .protocols = {"h2"}}).value();
    const Service service = routes();
    expect_served(service, {.tls = tls}, [&](Server&, SocketAddress address) -> Task<void> {
        const std::unique_ptr<Http2Peer> peer = co_await Http2Peer::connect(address, trusting.get());
        EXPECT_EQ(peer->protocol(), "h2");
        const std::int32_t id = peer->open_websocket("/echo", {{"origin", "https://localhost"}});
        WebSocketPeer socket(*peer, id);
        socket.send(Opcode::binary, std::string(500'000, 's'));
        EXPECT_EQ((co_await socket.next()).size(), 7u + 500'000);
        const std::int32_t flooded = peer->open_websocket("/flood");
        WebSocketPeer reader(*peer, flooded);
        std::uint64_t read = 0;
        for (std::string event = co_await reader.next(); event.starts_with("binary"); event = co_await reader.next())
            read += event.size() - std::string("binary ").size();
        EXPECT_EQ(read, flood_bytes) << "more than a record, both ways";
        EXPECT_EQ(peer->fault(), "");
    });
}
