// HTTPS over real sockets: requests of every kind, client certificates, bad peers, reload, limits, draining.
#include <array>
#include <atomic>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/http/tunnel.hpp"
#include "kaon/runtime/tls_certificate.hpp"
#include "kaon/runtime/tls_peer_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"
#include "kaon/transport/test_client/tls_site_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using runtime::ClientCertificates, runtime::make_certificate, runtime::TlsCertificate, runtime::TlsClient,
    runtime::TlsServer;
using runtime::test::TlsPeer;
using test_client::authority, test_client::client_with, test_client::RawClient, test_client::RawResponse,
    test_client::expect_served, test_client::get_request, test_client::site, test_client::tls,
    test_client::temporary_file;

namespace {

constexpr std::uint64_t large = 20'000'000;

Stream<std::string> letters() {
    std::string piece(50'000, 'x');
    for (std::uint64_t sent = 0; sent < large; sent += piece.size()) co_yield piece;
}

Task<void> echo(http::Tunnel& tunnel) {
    while (const auto piece = co_await tunnel.read()) co_await tunnel.write(*piece);
}

Task<http::Response> service(http::Request& request) {
    http::Response response;
    if (request.path == "/scheme") response.body = http::Body(std::string(request.scheme));
    if (request.path == "/who")
        response.body = http::Body(request.certificate ? request.certificate->common_name : std::string("nobody"));
    if (request.path == "/stream") response.body = http::Body::stream(letters());
    if (request.path == "/file") response.body = http::Body::file(temporary_file(large), 0, large);
    if (request.path == "/bytes") response.body = http::Body(std::string(large, 'b'));
    if (request.path == "/echo") co_return http::upgrade("test", echo);
    if (request.path == "/count") {
        std::uint64_t count = 0;
        while (auto piece = co_await request.body.read()) count += piece->size();
        response.body = http::Body(std::to_string(count));
    }
    if (request.path == "/slowly") {
        // Views into what came first stay good while more comes.
        std::string all;
        while (auto piece = co_await request.body.read()) {
            co_await sleep(1ms);
            all += *piece;
        }
        response.body = http::Body(std::move(all));
    }
    co_return response;
}

template <class F>
void against(ServerOptions options, F script) {
    if (!options.tls) options.tls = tls();
    expect_served(service, options, script);
}

Task<RawClient> connect(runtime::SocketAddress address, std::shared_ptr<TlsClient> client = client_with()) {
    co_return co_await RawClient::connect_tls(address, *client);
}

// For whom the server takes a client. With TLS 1.3 a client learns only behind its request that it is refused.
Task<std::string> whom(runtime::SocketAddress address, std::shared_ptr<TlsClient> tls_client) {
    Result<RawClient> client = co_await attempt(connect(address, tls_client));
    if (!client) co_return "refused";
    Result<RawResponse> response = co_await attempt(client->ask(get_request("/who")));
    co_return response && response->complete ? response->body : "refused";
}

}  // namespace

TEST(https, answers_requests_of_every_kind) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await connect(address);
        EXPECT_EQ((co_await client.ask(get_request("/scheme"))).body, "https");
        EXPECT_EQ((co_await client.ask(get_request("/who"))).body, "nobody");
        std::string batch;
        for (int i = 0; i < 50; ++i) batch += get_request("/scheme");
        co_await client.send(batch);
        for (int i = 0; i < 50; ++i) EXPECT_EQ((co_await client.receive()).body, "https");
        EXPECT_EQ((co_await client.ask(get_request("/scheme", "Connection: close\r\n"))).body, "https");
        EXPECT_EQ(co_await client.rest(), "");
        EXPECT_TRUE(client.ended_politely()) << "close_notify";
    });
}

TEST(https, carries_large_content_of_every_kind) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const char* path : {"/stream", "/file", "/bytes"}) {
            RawClient client = co_await connect(address);
            client.count_only();
            EXPECT_TRUE((co_await client.ask(get_request(path))).complete) << path;
            EXPECT_EQ(client.counted(), large) << path;
        }
        RawClient client = co_await connect(address);
        const std::string head =
            "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(large) + "\r\n\r\n";
        EXPECT_EQ((co_await client.ask(head + std::string(large, 'x'))).body, std::to_string(large));
        std::string text(300'000, 'y');
        for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>('a' + i % 23);
        const std::string slowly =
            "POST /slowly HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n";
        EXPECT_EQ((co_await client.ask(slowly + text)).body, text) << "records are larger than the room for them";
    });
}

TEST(https, carries_tunnels) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await connect(address);
        co_await client.send(get_request("/echo", "Connection: Upgrade\r\nUpgrade: test\r\n"));
        EXPECT_EQ((co_await client.receive(true)).status(), 101);
        const std::string text(200'000, 't');
        co_await client.send(text);
        std::string back;
        EXPECT_TRUE(co_await client.take(back, text.size()));
        EXPECT_EQ(back, text);
    });
}

TEST(https, shows_verified_client_certificates_to_handlers) {
    const TlsCertificate good = make_certificate({.names = {"billing"}, .issuer = &authority()}).value();
    const TlsCertificate expired =
        make_certificate({.names = {"billing"}, .ends = Duration() - 1h, .issuer = &authority()}).value();
    const TlsCertificate stranger = make_certificate({.names = {"billing"}}).value();
    for (ClientCertificates wanted : {ClientCertificates::optional, ClientCertificates::required}) {
        against({.tls = tls({.client_certificates = wanted, .client_authorities = authority().chain})},
                [&](Server&, runtime::SocketAddress address) -> Task<void> {
                    EXPECT_EQ(co_await whom(address, client_with(good)), "billing");
                    for (const TlsCertificate& bad : {expired, stranger})
                        EXPECT_EQ(co_await whom(address, client_with(bad)), "refused");
                    EXPECT_EQ(co_await whom(address, client_with()),
                              wanted == ClientCertificates::required ? "refused" : "nobody");
                });
    }
}

TEST(https, tells_a_peer_that_speaks_plain_http) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        const RawResponse response = co_await client.ask(get_request("/scheme"));
        EXPECT_EQ(response.status(), 400);
        EXPECT_EQ(response.body, "This port speaks HTTPS: use https:// to reach it");
        EXPECT_EQ(co_await client.rest(), "");
        RawClient garbage = co_await RawClient::connect(address);
        co_await garbage.send(std::string("\x16\x03\x01\x00\x05garbage", 12));
        co_await garbage.rest();
        RawClient good = co_await connect(address);
        EXPECT_EQ((co_await good.ask(get_request("/scheme"))).body, "https") << "the server goes on";
    });
}

TEST(https, takes_a_handshake_and_a_request_byte_by_byte) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            RawClient raw = co_await RawClient::connect(address);
            TlsPeer peer({.highest = version});
            for (int turns = 0; turns < 5 && !peer.done(); ++turns) {
                for (char c : peer.next()) {
                    co_await raw.send(std::string(1, c));
                    co_await yield();
                }
                if (!peer.done()) peer.take(co_await raw.piece());
            }
            for (char c : peer.seal(get_request("/scheme"))) {
                co_await raw.send(std::string(1, c));
                co_await yield();
            }
            std::string answer;
            while (!answer.ends_with("https")) {
                peer.take(co_await raw.piece());
                answer += peer.open();
            }
        }
    });
}

TEST(https, survives_peers_that_are_killed_at_every_byte) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        TlsPeer peer({.highest = TLS1_2_VERSION});
        const std::string hello = peer.next();
        for (std::size_t size = 0; size <= hello.size(); ++size) {
            RawClient raw = co_await RawClient::connect(address);
            co_await raw.send(hello.substr(0, size));
            if (size % 2) continue;  // closed as it is
            const linger at_once{.l_onoff = 1, .l_linger = 0};
            ::setsockopt(raw.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        }
        RawClient good = co_await connect(address);
        EXPECT_EQ((co_await good.ask(get_request("/scheme"))).body, "https");
    });
}

TEST(https, a_handshake_that_takes_too_long_ends) {
    against({.handshake_timeout = 100ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient silent = co_await RawClient::connect(address);
        EXPECT_EQ(co_await silent.rest(), "");
        RawClient half = co_await RawClient::connect(address);
        TlsPeer peer({});
        co_await half.send(peer.next().substr(0, 50));
        EXPECT_EQ(co_await half.rest(), "");
    });
}

TEST(https, reloads_under_load_without_a_failure) {
    const auto server = tls();
    against({.tls = server}, [&](Server&, runtime::SocketAddress address) -> Task<void> {
        const auto trusting = client_with();
        RawClient kept = co_await connect(address, trusting);
        std::atomic<int> answers = 0;
        const auto load = [&]() -> Task<void> {
            for (int i = 0; i < 30; ++i) {
                RawClient client = co_await connect(address, trusting);
                for (int k = 0; k < 3; ++k) answers += (co_await client.ask(get_request("/scheme"))).body == "https";
            }
        };
        const auto reload = [&]() -> Task<void> {
            for (int i = 0; i < 30; ++i) {
                EXPECT_TRUE(server->reload().has_value());
                server->rotate_ticket_keys();
                co_await sleep(1ms);
            }
        };
        co_await when_all(load(), load(), load(), reload());
        EXPECT_EQ(answers, 270);
        EXPECT_EQ((co_await kept.ask(get_request("/scheme"))).body, "https");
    });
}

TEST(https, a_slow_key_signs_off_the_core) {
    const TlsCertificate rsa =
        make_certificate({.names = {"localhost"}, .key = runtime::KeyKind::rsa_3072, .issuer = &authority()}).value();
    const auto server = tls({.certificates = {rsa}});
    against({.tls = server}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (int i = 0; i < 5; ++i) {
            RawClient client = co_await connect(address);
            EXPECT_EQ((co_await client.ask(get_request("/scheme"))).body, "https");
        }
        for (int i = 0; i < 20; ++i) {
            RawClient gone = co_await RawClient::connect(address);
            TlsPeer peer({});
            co_await gone.send(peer.next());  // and closes while the pool signs
        }
    });
}

TEST(https, drains_what_is_idle_and_what_still_shakes_hands) {
    const ServerOptions patient{.handshake_timeout = 1h, .drain_grace = 50ms, .drain_timeout = 1h};
    against(patient, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient idle = co_await connect(address);
        EXPECT_EQ((co_await idle.ask(get_request("/scheme"))).body, "https");
        RawClient silent = co_await RawClient::connect(address);
        co_await sleep(20ms);
        server.stop();
        EXPECT_EQ(co_await idle.rest(), "");
        EXPECT_TRUE(idle.ended_politely());
        EXPECT_EQ(co_await silent.rest(), "");
    });
}
