// TlsStream from both sides: verification by name and authority, large texts, ends, client certificates.
#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tls_certificate.hpp"
#include "kaon/runtime/tls_stream.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

// What a server says to each line: the same, or who asks. One connection.
Task<void> answer(TcpListener& listener, const TlsServer& server) {
    TlsStream peer = co_await TlsStream::accept(co_await listener.accept(), server);
    std::string much(3'000'000, 'x');
    char text[100];
    while (const std::size_t n = co_await peer.read(text, sizeof text)) {
        const std::string_view line(text, n);
        const PeerCertificate* who = peer.session().certificate();
        if (line == "much") co_await peer.write_all(much);
        else if (line == "who") co_await peer.write_all(who ? who->common_name + "/" + who->dns_names.at(0) : "nobody");
        else co_await peer.write_all(line);
    }
    peer.close();
}

Task<std::string> ask(TlsStream& peer, std::string line, std::size_t size) {
    co_await peer.write_all(line);
    std::string text;
    char piece[10'000];
    while (text.size() < size) {
        const std::size_t n = co_await peer.read(piece, sizeof piece);
        if (n == 0) break;
        text.append(piece, n);
    }
    co_return text;
}

struct Setting {
    TlsCertificate authority = make_certificate({.names = {"authority"}, .authority = true}).value();
    TlsCertificate site = make_certificate({.names = {"site.example", "127.0.0.1"}, .issuer = &authority}).value();
    TlsServerOptions server = {.certificates = {site}};
    TlsClientOptions client = {.authorities = authority.chain};

    // The first failure of the client's script; the server's are the other side of the same.
    template <class F>
    std::string outcome(std::string_view host, F script) {
        Runtime runtime({.cores = 1});
        const auto tls = TlsServer::load(server).value();
        const auto trusting = TlsClient::load(client).value();
        const auto program = [&]() -> Task<void> {
            TcpListener listener = co_await TcpListener::bind(SocketAddress::parse("127.0.0.1", 0).value());
            Result<> asked;
            const auto act = [&]() -> Task<void> {
                const auto connected = [&]() -> Task<void> {
                    TlsStream peer = co_await TlsStream::connect(listener.address(), *trusting, host);
                    co_await script(peer);
                    peer.close();
                };
                asked = co_await attempt(connected());
            };
            const auto serve = [&]() -> Task<void> { static_cast<void>(co_await attempt(answer(listener, *tls))); };
            co_await when_all(serve(), act());
            co_await std::move(asked);
        };
        const Result<> ended = runtime.run(program());
        return ended ? "" : std::string(ended.error().detail());
    }
};

Task<void> hello(TlsStream& peer) { EXPECT_EQ(co_await ask(peer, "hello", 5), "hello"); }

}  // namespace

TEST(tls_stream, talks_to_the_server_that_proves_its_name) {
    Setting setting;
    EXPECT_EQ(setting.outcome("site.example", hello), "");
    EXPECT_EQ(setting.outcome("127.0.0.1", hello), "");
    EXPECT_EQ(setting.outcome("other.example", hello), "hostname mismatch");
    EXPECT_EQ(setting.outcome("127.0.0.2", hello), "IP address mismatch");
}

TEST(tls_stream, refuses_servers_that_nobody_vouches_for_or_whose_time_is_over) {
    Setting unknown;
    unknown.client.authorities = make_certificate({.names = {"another"}, .authority = true}).value().chain;
    EXPECT_EQ(unknown.outcome("site.example", hello), "unable to get local issuer certificate");
    Setting expired;
    expired.server.certificates = {
        make_certificate({.names = {"site.example"}, .ends = Duration() - 1ms * 60'000, .issuer = &expired.authority})
            .value()};
    EXPECT_EQ(expired.outcome("site.example", hello), "certificate has expired");
}

TEST(tls_stream, carries_large_texts) {
    Setting setting;
    EXPECT_EQ(setting.outcome("site.example",
                              [](TlsStream& peer) -> Task<void> {
                                  EXPECT_EQ(co_await ask(peer, "much", 3'000'000), std::string(3'000'000, 'x'));
                              }),
              "");
}

TEST(tls_stream, shows_a_client_certificate_when_the_server_asks) {
    Setting setting;
    setting.server.client_certificates = ClientCertificates::required;
    setting.server.client_authorities = setting.authority.chain;
    const auto who = [](TlsStream& peer) -> Task<void> { co_await ask(peer, "who", 15); };
    EXPECT_NE(setting.outcome("site.example", who), "") << "none shown";
    setting.client.certificate = make_certificate({.names = {"billing"}, .issuer = &setting.authority}).value();
    EXPECT_EQ(setting.outcome(
                  "site.example",
                  [](TlsStream& peer) -> Task<void> { EXPECT_EQ(co_await ask(peer, "who", 15), "billing/billing"); }),
              "");
    setting.client.certificate =
        make_certificate({.names = {"billing"}, .ends = Duration() - 1h, .issuer = &setting.authority}).value();
    EXPECT_NE(setting.outcome("site.example", who), "") << "expired";
}
