// What peers do to HTTPS: HTTP/2 by ALPN, a PROXY header before it, killed at every byte, thousands of them, in the
// clear beside it.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/runtime/tls_peer_test.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/transport/test_client/content_test.hpp"
#include "kaon/transport/test_client/h2_client_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"
#include "kaon/transport/test_client/tls_site_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using runtime::test::TlsPeer;
using test_client::client_with, test_client::expect_served, test_client::get_request, test_client::H2Answer,
    test_client::H2Client, test_client::RawClient, test_client::RawResponse, test_client::tls;

namespace {

constexpr std::string_view large = "/large";

Task<http::Response> service(http::Request& request) {
    http::Response response;
    if (request.path == large) response.body = http::Body(std::string(1'000'000, 'l'));
    else if (request.path == "/peer") response.body = http::Body(request.peer.text());
    else if (request.path == "/count")
        response.body = http::Body(std::to_string((co_await request.body.collect(1 << 22)).size()));
    else
        response.body =
            http::Body(std::string(request.scheme) + (request.version == http::Version::http_2 ? " 2" : " 1"));
    co_return response;
}

void close_now(const RawClient& client) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(client.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

// Until none is left. False: some stay.
Task<bool> is_empty(Server& server) {
    for (int i = 0; i < 2000; ++i) {
        std::uint32_t left = 0;
        for (const std::uint32_t count : server.connections()) left += count;
        if (left == 0) co_return true;
        co_await sleep(1ms);
    }
    co_return false;
}

// As far as the handshake goes with everything of ours; what comes next to send.
Task<std::string> shake_hands(RawClient& raw, TlsPeer& peer) {
    std::string next = peer.next();
    while (!peer.done()) {
        co_await raw.send(next);
        const std::string piece = co_await raw.piece();
        if (piece.empty()) co_return "";
        peer.take(piece);
        next = peer.next();
    }
    co_return next;
}

}  // namespace

TEST(tls_peers, speak_http_2_by_alpn) {
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        const auto trusting = client_with({}, {"h2", "http/1.1"});
        H2Client client = co_await H2Client::connect_tls(address, *trusting);
        EXPECT_EQ(client.protocol(), "h2");
        std::string requests;
        for (std::uint32_t stream = 1; stream < 40; stream += 2) requests += http::h2::frames::get(stream, "/");
        co_await client.send(requests + http::h2::frames::get(41, std::string(large)));
        for (std::uint32_t stream = 1; stream < 40; stream += 2)
            EXPECT_EQ((co_await client.answer(stream)).body, "https 2");
        EXPECT_EQ((co_await client.answer(41)).body, std::string(1'000'000, 'l'));
        RawClient older = co_await RawClient::connect_tls(address, *client_with({}, {"http/1.1"}));
        EXPECT_EQ((co_await older.ask(get_request("/"))).body, "https 1");
    });
    expect_served(service, {.http2 = Http2::off, .tls = tls()},
                  [](Server&, runtime::SocketAddress address) -> Task<void> {
                      RawClient client = co_await RawClient::connect_tls(address, *client_with({}, {"h2", "http/1.1"}));
                      EXPECT_EQ((co_await client.ask(get_request("/"))).body, "https 1") << "as the server says";
                  });
}

TEST(tls_peers, upload_over_http_2) {
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect_tls(address, *client_with({}, {"h2"}));
        co_await client.send(http::h2::frames::post(1, "/count"));
        co_await client.upload(1, 3'000'000);
        EXPECT_EQ((co_await client.answer(1)).body, "3000000");
    });
}

TEST(tls_peers, are_who_the_proxy_says) {
    const auto program = [](Server& server, runtime::SocketAddress) -> Task<void> {
        const runtime::SocketAddress proxied = server.addresses().at(1);
        for (const char* header : {"PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\r\n", ""}) {
            RawClient raw = co_await RawClient::connect(proxied);
            TlsPeer peer({});
            co_await raw.send(header);
            const std::string last = co_await shake_hands(raw, peer);
            EXPECT_EQ(peer.done(), *header != 0) << "without its header a proxy is refused";
            if (!peer.done()) continue;
            co_await raw.send(last + peer.seal(get_request("/peer")));
            std::string answer;
            while (!answer.ends_with("192.0.2.7")) {
                const std::string piece = co_await raw.piece();
                if (piece.empty()) break;
                peer.take(piece);
                answer += peer.open();
            }
            EXPECT_TRUE(answer.ends_with("192.0.2.7")) << answer;
        }
    };
    runtime::Runtime runtime({.cores = 2});
    const auto served = [&]() -> Task<void> {
        const auto any = runtime::SocketAddress::parse("127.0.0.1", 0).value();
        Server server = co_await Server::bind(any, {.tls = tls()});
        co_await server.listen(any, {.proxies = {http::Network::parse("127.0.0.1").value()}});
        const auto act = [&]() -> Task<void> {
            Result<> ended = co_await attempt(program(server, server.address()));
            server.stop();
            co_await std::move(ended);
        };
        co_await when_all(server.serve(runtime, service), act());
    };
    const Result<> ended = runtime.run(served());
    EXPECT_TRUE(ended.has_value()) << ended.error().describe_all();
}

TEST(tls_peers, in_the_clear_are_served_where_the_listener_says_so) {
    runtime::Runtime runtime({.cores = 2});
    const auto served = [&]() -> Task<void> {
        const auto any = runtime::SocketAddress::parse("127.0.0.1", 0).value();
        Server server = co_await Server::bind(any, {.tls = tls()});
        co_await server.listen(any, {.tls = UseTls::no, .name = "http"});
        const auto act = [&]() -> Task<void> {
            RawClient clear = co_await RawClient::connect(server.addresses().at(1));
            EXPECT_EQ((co_await clear.ask(get_request("/"))).body, "http 1");
            RawClient sealed = co_await RawClient::connect_tls(server.address(), *client_with());
            EXPECT_EQ((co_await sealed.ask(get_request("/"))).body, "https 1");
            server.stop();
        };
        co_await when_all(server.serve(runtime, service), act());
    };
    EXPECT_TRUE(runtime.run(served()).has_value());
}

// Behind the ClientHello: in what finishes the handshake, in a request, in the middle of an answer.
TEST(tls_peers, that_are_killed_at_every_byte_leave_nothing) {
    expect_served(service, {.tls = tls()}, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            std::size_t size = 1;
            for (std::size_t cut = 0; cut < size; ++cut) {
                RawClient raw = co_await RawClient::connect(address);
                TlsPeer peer({.highest = version});
                if (version == TLS1_2_VERSION) {
                    // Its last flight is what the handshake still wants.
                    co_await raw.send(peer.next());
                    peer.take(co_await raw.piece());
                }
                std::string rest = version == TLS1_2_VERSION ? peer.next() : co_await shake_hands(raw, peer);
                if (peer.done()) rest += peer.seal(get_request(large));
                size = rest.size() + 1;
                co_await raw.send(rest.substr(0, cut));
                if (cut % 2) close_now(raw);
            }
            EXPECT_GT(size, 60u);
        }
        EXPECT_TRUE(co_await is_empty(server));
        RawClient good = co_await RawClient::connect_tls(address, *client_with());
        EXPECT_EQ((co_await good.ask(get_request("/"))).body, "https 1");
    });
}

TEST(tls_peers, by_the_thousand_take_no_memory_for_good) {
    expect_served(service, {.tls = tls()}, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        const auto trusting = client_with();
        const auto visits = [&](int count) -> Task<void> {
            for (int i = 0; i < count; ++i) {
                RawClient client = co_await RawClient::connect_tls(address, *trusting);
                EXPECT_EQ((co_await client.ask(get_request("/"))).body, "https 1");
                if (i % 3 == 0) close_now(client);
            }
        };
        co_await visits(300);
        test_client::reset_high_water();
        const long before = test_client::resident_kilobytes();
        co_await visits(2'500);
        EXPECT_LT(test_client::resident_kilobytes() - before, test_client::flat_kilobytes / 4);
        EXPECT_TRUE(co_await is_empty(server));
    });
}

TEST(tls_peers, that_cannot_agree_are_two_lines_of_the_log) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (int i = 0; i < 50; ++i) {
            RawClient clear = co_await RawClient::connect(address);
            EXPECT_EQ((co_await clear.ask(get_request("/"))).status(), 400);
            RawClient old = co_await RawClient::connect(address);
            TlsPeer peer({.highest = TLS1_1_VERSION});
            co_await old.send(peer.next());
            co_await old.rest();
        }
    });
    std::map<std::string, int> causes;
    for (const telemetry::Recorder::Entry& entry : recorder.entries()) {
        if (entry.message == "TLS handshake failed") ++causes[entry.field("cause")];
    }
    // One for each of the two cores, at most.
    ASSERT_EQ(causes.size(), 2u);
    for (const auto& [cause, lines] : causes) EXPECT_TRUE(lines >= 1 && lines <= 2) << cause << " " << lines;
    EXPECT_TRUE(causes.contains("plain HTTP on a TLS port") && causes.contains("unsupported protocol"));
}
