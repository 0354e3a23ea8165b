// Requests in records as they may fall into packets: with the handshake's end, many in one, one in many.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/runtime/tls_peer_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"
#include "kaon/transport/test_client/tls_site_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using runtime::test::TlsPeer;
using test_client::expect_served, test_client::get_request, test_client::RawClient, test_client::tls;
using namespace std::string_view_literals;

namespace {

Task<http::Response> service(http::Request& request) {
    http::Response response;
    response.body = http::Body("[" + co_await request.body.collect(1 << 22) + "]");
    co_return response;
}

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
    return found;
}

// Up to the bytes that end the handshake, which are not sent yet.
Task<std::string> shake_hands(RawClient& raw, TlsPeer& peer) {
    std::string next = peer.next();
    while (!peer.done()) {
        co_await raw.send(next);
        peer.take(co_await raw.piece());
        next = peer.next();
    }
    co_return next;
}

// What comes until it holds `what` so often, or nothing does any more.
Task<std::string> read_until(RawClient& raw, TlsPeer& peer, std::string_view what, std::size_t times) {
    std::string all = peer.open();
    while (count(all, what) < times) {
        const std::string piece = co_await raw.piece();
        if (piece.empty()) break;
        peer.take(piece);
        all += peer.open();
    }
    co_return all;
}

}  // namespace

TEST(tls_records, that_come_with_the_end_of_the_handshake_are_answered) {
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (int requests : {1, 3, 20}) {
            RawClient raw = co_await RawClient::connect(address);
            TlsPeer peer({.protocol = "http/1.1"});
            std::string bytes = co_await shake_hands(raw, peer);
            for (int i = 0; i < requests; ++i) bytes += peer.seal(get_request("/"));
            co_await raw.send(bytes);
            const std::string all = co_await read_until(raw, peer, "[]", static_cast<std::size_t>(requests));
            EXPECT_EQ(count(all, "[]"), static_cast<std::size_t>(requests));
        }
    });
}

TEST(tls_records, of_http_2_that_come_with_the_end_of_the_handshake_are_read) {
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient raw = co_await RawClient::connect(address);
        TlsPeer peer({.protocol = "h2"});
        const std::string end = co_await shake_hands(raw, peer);
        co_await raw.send(end + peer.seal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"sv));
        constexpr std::string_view acknowledgement = "\0\0\0\4\1\0\0\0\0"sv;
        EXPECT_EQ(count(co_await read_until(raw, peer, acknowledgement, 1), acknowledgement), 1u);
    });
}

TEST(tls_records, that_break_off_in_a_packet_wait_for_the_next) {
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient raw = co_await RawClient::connect(address);
        TlsPeer peer({.protocol = "http/1.1"});
        co_await raw.send(co_await shake_hands(raw, peer));
        for (std::size_t behind : {1u, 4u, 5u, 6u, 30u}) {
            const std::string whole = peer.seal(get_request("/")) + peer.seal(get_request("/"));
            const std::string last = peer.seal(get_request("/"));
            co_await raw.send(whole + last.substr(0, behind));
            EXPECT_EQ(count(co_await read_until(raw, peer, "[]", 2), "[]"), 2u) << behind;
            co_await raw.send(last.substr(behind));
            EXPECT_EQ(count(co_await read_until(raw, peer, "[]", 1), "[]"), 1u) << behind;
        }
    });
}

TEST(tls_records, of_large_content_come_whole_in_any_packets) {
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient raw = co_await RawClient::connect(address);
        TlsPeer peer({.protocol = "http/1.1"});
        co_await raw.send(co_await shake_hands(raw, peer));
        std::string content(200'000, '\0');
        for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>('a' + i * 7 % 23);
        std::string bytes = peer.seal("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n");
        for (std::size_t at = 0; at < content.size(); at += 10'000) bytes += peer.seal(content.substr(at, 10'000));
        bytes += peer.seal(get_request("/"));
        for (std::size_t at = 0; at < bytes.size(); at += 7'777) {
            co_await raw.send(bytes.substr(at, 7'777));
            co_await yield();
        }
        const std::string all = co_await read_until(raw, peer, "[]", 1);
        EXPECT_NE(all.find("[" + content + "]"), all.npos);
        EXPECT_EQ(count(all, "[]"), 1u) << "the request behind it";
    });
}

// A client may announce the end of its side right behind its last bytes.
TEST(tls_records, that_are_the_last_of_a_peer_are_answered) {
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const std::string_view content : {"", "content"}) {
            RawClient raw = co_await RawClient::connect(address);
            TlsPeer peer({.protocol = "http/1.1"});
            co_await raw.send(co_await shake_hands(raw, peer));
            const std::string request =
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n";
            co_await raw.send(peer.seal(request + std::string(content)) + peer.end());
            EXPECT_EQ(count(co_await read_until(raw, peer, "[", 1), "[" + std::string(content) + "]"), 1u);
        }
    });
}

TEST(tls_records, of_content_that_are_the_last_of_a_peer_are_read) {
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const bool chunked : {false, true}) {
            RawClient raw = co_await RawClient::connect(address);
            TlsPeer peer({.protocol = "http/1.1"});
            co_await raw.send(co_await shake_hands(raw, peer));
            const std::string content(2'000, 'c');  // one reading of the socket takes all
            co_await raw.send(
                peer.seal(std::string("POST / HTTP/1.1\r\nHost: a\r\n") +
                          (chunked ? "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" : "Content-Length: 2000\r\n\r\n")));
            co_await sleep(20ms);  // until the handler waits for it
            co_await raw.send(peer.seal(content.substr(0, 1'000)) +
                              peer.seal(content.substr(1'000) + (chunked ? "\r\n0\r\n\r\n" : "")) + peer.end());
            EXPECT_EQ(count(co_await read_until(raw, peer, "]", 1), "[" + content + "]"), 1u) << chunked;
        }
    });
}
