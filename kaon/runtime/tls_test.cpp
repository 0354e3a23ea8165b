// TLS sessions against OpenSSL's own client over a socket pair: versions, names, tickets, ends, bad input, bad files.
#include <array>
#include <cerrno>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/runtime/tls.hpp"
#include "kaon/runtime/tls_certificate.hpp"
#include "kaon/runtime/tls_peer_test.hpp"

using namespace kaon;
using namespace kaon::runtime;
using test::PeerOptions, test::TlsPeer;

namespace {

using Step = TlsSession::Step;
constexpr std::array<std::string_view, 2> protocols = {"h2", "http/1.1"};

TlsCertificate certificate(std::vector<std::string> names) {
    return make_certificate({.names = std::move(names)}).value();
}
std::shared_ptr<TlsServer> server_of(std::vector<TlsCertificate> certificates,
                                     TlsVersion lowest = TlsVersion::tls_1_2) {
    return TlsServer::load({.certificates = std::move(certificates), .lowest = lowest}).value();
}

// A server's session on one end of a socket pair, whose other end the test holds.
struct Pair {
    Fd ours, theirs;
    std::unique_ptr<TlsSession> session;

    explicit Pair(const TlsServer& server, std::span<const std::string_view> spoken = protocols) {
        int ends[2];
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
        ours = Fd(ends[0]);
        theirs = Fd(ends[1]);
        session = server.accept(ours.number(), spoken);
    }
    void send(std::string_view bytes) {
        if (!bytes.empty())
            EXPECT_EQ(::write(theirs.number(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    }
    std::string received() {
        std::string bytes(100'000, 0);
        const ssize_t n = ::read(theirs.number(), bytes.data(), bytes.size());
        bytes.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
        return bytes;
    }
    // Both sides in turns, until the server's side stands.
    Step shake_hands(TlsPeer& peer) {
        for (int turns = 0; turns < 10; ++turns) {
            send(peer.next());
            const Step step = session->handshake();
            peer.take(received());
            if (step == Step::done || step == Step::failed) {
                peer.next();
                return step;
            }
        }
        return Step::failed;
    }
    ssize_t receive(std::string& text) {
        char piece[100];
        const ssize_t n = session->receive(piece, sizeof piece);
        if (n > 0) text.assign(piece, static_cast<std::size_t>(n));
        return n;
    }
};

std::string name_shown(const TlsPeer& peer) { return peer.certificate().common_name; }

}  // namespace

TEST(tls, agrees_on_versions_from_1_2_on) {
    const auto server = server_of({certificate({"localhost"})});
    const auto strict = server_of({certificate({"localhost"})}, TlsVersion::tls_1_3);
    struct Case {
        int version;
        bool good, good_for_strict;
    };
    for (const Case& c : {Case{TLS1_VERSION, false, false}, Case{TLS1_1_VERSION, false, false},
                          Case{TLS1_2_VERSION, true, false}, Case{TLS1_3_VERSION, true, true}}) {
        TlsPeer peer({.highest = c.version});
        Pair pair(*server);
        EXPECT_EQ(pair.shake_hands(peer), c.good ? Step::done : Step::failed) << c.version;
        if (!c.good) EXPECT_EQ(pair.session->failure(), "unsupported protocol");
        TlsPeer again({.highest = c.version});
        Pair strict_pair(*strict);
        EXPECT_EQ(strict_pair.shake_hands(again) == Step::done, c.good_for_strict) << c.version;
    }
}

TEST(tls, carries_text_both_ways_and_announces_its_end) {
    const auto server = server_of({certificate({"localhost"})});
    for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsPeer peer({.highest = version});
        Pair pair(*server);
        ASSERT_EQ(pair.shake_hands(peer), Step::done);
        pair.send(peer.seal("ping"));
        std::string text;
        EXPECT_EQ(pair.receive(text), 4);
        EXPECT_EQ(text, "ping");
        EXPECT_EQ(pair.receive(text), -1);
        EXPECT_EQ(errno, EAGAIN);
        EXPECT_EQ(pair.session->send("pong"), 4);
        pair.session->close_notify();
        peer.take(pair.received());
        EXPECT_EQ(peer.open(), "pong");
        EXPECT_TRUE(peer.announced_end());
        pair.send(peer.end());
        EXPECT_EQ(pair.receive(text), 0) << "the peer has said that this is all";
    }
}

TEST(tls, an_end_without_announcement_is_an_error) {
    const auto server = server_of({certificate({"localhost"})});
    TlsPeer peer({});
    Pair pair(*server);
    ASSERT_EQ(pair.shake_hands(peer), Step::done);
    pair.send(peer.seal("half"));
    pair.theirs.reset();
    std::string text;
    EXPECT_EQ(pair.receive(text), 4);
    EXPECT_EQ(pair.receive(text), -1);
    EXPECT_EQ(errno, ECONNRESET);
    EXPECT_EQ(pair.session->send("answer"), -1) << "and no signal ends the program";
}

TEST(tls, shows_the_certificate_of_the_name_that_is_asked_for) {
    const auto server =
        server_of({certificate({"first.example"}), certificate({"second.example", "www.second.example"}),
                   certificate({"*.wild.example"})});
    for (const auto& [host, shown] :
         std::vector<std::pair<std::string, std::string>>{{"first.example", "first.example"},
                                                          {"WWW.Second.example", "second.example"},
                                                          {"a.wild.example", "*.wild.example"},
                                                          {"a.b.wild.example", "first.example"},
                                                          {"wild.example", "first.example"},
                                                          {"unknown.example", "first.example"},
                                                          {"", "first.example"}}) {
        TlsPeer peer({.host = host});
        Pair pair(*server);
        ASSERT_EQ(pair.shake_hands(peer), Step::done) << host;
        EXPECT_EQ(name_shown(peer), shown) << host;
        EXPECT_EQ(pair.session->server_name(), host);
    }
}

TEST(tls, certificates_of_both_kinds_stand_side_by_side) {
    const auto made = [](std::vector<std::string> names, KeyKind kind) {
        return make_certificate({.names = std::move(names), .key = kind}).value();
    };
    const auto server = server_of({made({"site.example", "www.site.example"}, KeyKind::rsa_2048),
                                   made({"site.example", "*.site.example"}, KeyKind::ecdsa_p256),
                                   made({"rsa.example"}, KeyKind::rsa_2048)});
    struct Case {
        const char* host;
        const char* algorithms;  // that the client can check
        int kind;                // of the key that it is shown; 0: none fits
    };
    constexpr const char *both = "ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256", *rsa = "RSA-PSS+SHA256:RSA+SHA256",
                         *ecdsa = "ECDSA+SHA256";
    for (const Case& c : {Case{"site.example", both, EVP_PKEY_EC}, Case{"site.example", rsa, EVP_PKEY_RSA},
                          Case{"site.example", ecdsa, EVP_PKEY_EC}, Case{"www.site.example", both, EVP_PKEY_EC},
                          Case{"www.site.example", rsa, EVP_PKEY_RSA}, Case{"a.site.example", both, EVP_PKEY_EC},
                          Case{"a.site.example", rsa, 0}, Case{"rsa.example", both, EVP_PKEY_RSA},
                          Case{"rsa.example", ecdsa, 0}, Case{"", rsa, EVP_PKEY_RSA}, Case{"", both, EVP_PKEY_EC}}) {
        for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            TlsPeer peer({.host = c.host, .highest = version});
            ASSERT_EQ(SSL_set1_sigalgs_list(peer.ssl(), c.algorithms), 1);
            Pair pair(*server);
            const std::string where = std::string(c.host) + " " + c.algorithms + " " + std::to_string(version);
            EXPECT_EQ(pair.shake_hands(peer), c.kind ? Step::done : Step::failed) << where;
            if (!c.kind) continue;
            const runtime::detail::OwnedCertificate shown(SSL_get1_peer_certificate(peer.ssl()));
            EXPECT_EQ(EVP_PKEY_get_base_id(X509_get0_pubkey(shown.get())), c.kind) << where;
        }
    }
    EXPECT_TRUE(server->is_for("B.Site.example"));
    EXPECT_FALSE(server->is_for("b.c.site.example"));
}

TEST(tls, agrees_on_a_protocol_or_refuses) {
    const auto server = server_of({certificate({"localhost"})});
    for (const auto& [offered, agreed] :
         std::vector<std::pair<std::string, std::string>>{{"h2", "h2"}, {"http/1.1", "http/1.1"}, {"", ""}}) {
        TlsPeer peer({.protocol = offered});
        Pair pair(*server);
        ASSERT_EQ(pair.shake_hands(peer), Step::done);
        EXPECT_EQ(pair.session->protocol(), agreed);
    }
    TlsPeer other({.protocol = "smtp"});
    Pair pair(*server);
    EXPECT_EQ(pair.shake_hands(other), Step::failed);
}

TEST(tls, tickets_outlive_a_reload_and_one_change_of_keys) {
    const auto server = server_of({certificate({"localhost"})});
    for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsPeer first({.highest = version});
        Pair pair(*server);
        ASSERT_EQ(pair.shake_hands(first), Step::done);
        first.open();  // 1.3 sends its tickets behind the handshake
        const runtime::detail::Owned<SSL_SESSION, SSL_SESSION_free> session(SSL_get1_session(first.ssl()));
        const auto resumes = [&] {
            TlsPeer again({.highest = version, .session = session.get()});
            Pair next(*server);
            EXPECT_EQ(next.shake_hands(again), Step::done);
            again.end();  // a session whose connection was cut is not used again
            return next.session->resumed();
        };
        EXPECT_TRUE(resumes());
        EXPECT_TRUE(server->reload().has_value());
        EXPECT_TRUE(resumes());
        server->rotate_ticket_keys();
        EXPECT_TRUE(resumes());
        server->rotate_ticket_keys();
        EXPECT_FALSE(resumes());
    }
}

TEST(tls, only_the_step_that_signs_with_a_slow_key_wants_a_thread) {
    const TlsCertificate slow = make_certificate({.names = {"localhost"}, .key = KeyKind::rsa_3072}).value();
    const auto alone = server_of({slow});
    const auto beside = server_of({slow, certificate({"localhost"})});
    struct Case {
        const TlsServer& server;
        const char* algorithms;  // that the client can check
        bool slowly;
    };
    constexpr const char *both = "RSA-PSS+SHA256:RSA+SHA256:ECDSA+SHA256", *ecdsa = "ECDSA+SHA256:RSA-PSS+SHA256",
                         *rsa = "RSA-PSS+SHA256:RSA+SHA256";
    for (const Case& c : {Case{*alone, both, true}, Case{*alone, rsa, true}, Case{*beside, rsa, true},
                          Case{*beside, ecdsa, false}, Case{*server_of({certificate({"localhost"})}), both, false}}) {
        for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            runtime::detail::Owned<SSL_SESSION, SSL_SESSION_free> last;
            for (bool again : {false, true}) {
                TlsPeer peer({.highest = version, .session = last.get()});
                ASSERT_EQ(SSL_set1_sigalgs_list(peer.ssl(), c.algorithms), 1);
                Pair pair(c.server);
                pair.send(peer.next());
                const Step first = pair.session->handshake(TlsSession::Signing::quick);
                EXPECT_EQ(first == Step::wants_thread, c.slowly && !again) << c.algorithms << " " << version;
                if (first == Step::wants_thread) EXPECT_EQ(pair.received(), "");
                // What was not done yet goes on where any signing will do.
                if (first == Step::wants_thread) EXPECT_EQ(pair.session->handshake(), Step::wants_read);
                peer.take(pair.received());
                EXPECT_EQ(pair.shake_hands(peer), Step::done);
                EXPECT_EQ(pair.session->resumed(), again);
                peer.open();
                last.reset(SSL_get1_session(peer.ssl()));
                peer.end();
            }
        }
    }
}

// As clients of TLS 1.3 do: each ticket for one connection.
TEST(tls, each_connection_by_a_ticket_brings_the_next_ticket) {
    const auto server = server_of({certificate({"localhost"})});
    runtime::detail::Owned<SSL_SESSION, SSL_SESSION_free> last;
    std::string shown;  // the ticket
    for (int connections = 0; connections < 5; ++connections) {
        TlsPeer peer({.session = last.get()});
        Pair pair(*server);
        ASSERT_EQ(pair.shake_hands(peer), Step::done);
        EXPECT_EQ(pair.session->resumed(), connections > 0);
        peer.open();
        last.reset(SSL_get1_session(peer.ssl()));
        const unsigned char* ticket = nullptr;
        std::size_t size = 0;
        SSL_SESSION_get0_ticket(last.get(), &ticket, &size);
        std::string fresh(reinterpret_cast<const char*>(ticket), size);
        EXPECT_FALSE(fresh.empty());
        EXPECT_NE(fresh, shown);
        shown = std::move(fresh);
        peer.end();
    }
}

TEST(tls, a_ticket_vouches_for_no_client_whose_authority_was_dropped) {
    const auto authority = [] { return make_certificate({.names = {"authority"}, .authority = true}).value(); };
    const TlsCertificate first = authority(), second = authority();
    const TlsCertificate client = make_certificate({.names = {"client"}, .issuer = &first}).value();
    char path[] = "/tmp/kaon-authorities-XXXXXX";
    const Fd file(::mkstemp(path));
    const auto trust = [&](const TlsCertificate& one) {
        EXPECT_EQ(::ftruncate(file.number(), 0), 0);
        EXPECT_EQ(::pwrite(file.number(), one.chain.data(), one.chain.size(), 0), std::ssize(one.chain));
    };
    trust(first);
    const auto server = TlsServer::load({.certificates = {certificate({"localhost"})},
                                         .client_certificates = ClientCertificates::required,
                                         .client_authorities_file = path})
                            .value();
    for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        trust(first);
        EXPECT_TRUE(server->reload().has_value());
        TlsPeer peer({.highest = version, .certificate = client});
        Pair pair(*server);
        ASSERT_EQ(pair.shake_hands(peer), Step::done);
        ASSERT_NE(pair.session->certificate(), nullptr);
        peer.open();
        const runtime::detail::Owned<SSL_SESSION, SSL_SESSION_free> session(SSL_get1_session(peer.ssl()));
        const auto comes_back = [&] {
            TlsPeer again({.highest = version, .session = session.get(), .certificate = client});
            Pair next(*server);
            const Step step = next.shake_hands(again);
            again.end();
            return step;
        };
        EXPECT_EQ(comes_back(), Step::done);
        trust(second);
        EXPECT_TRUE(server->reload().has_value());
        EXPECT_EQ(comes_back(), Step::failed) << version;
    }
    ::unlink(path);
}

TEST(tls, bad_bytes_end_the_handshake_at_any_place) {
    const auto server = server_of({certificate({"localhost"})});
    TlsPeer peer({});
    const std::string hello = peer.next();
    for (std::size_t at = 0; at < hello.size(); ++at) {
        std::string bent = hello;
        bent[at] = static_cast<char>(bent[at] ^ 0x55);
        Pair pair(*server);
        pair.send(bent);
        const Step step = pair.session->handshake();  // what it gives depends on the place; it must only be safe
        if (step == Step::failed) EXPECT_FALSE(pair.session->failure().empty()) << at;
        Pair cut(*server);
        cut.send(hello.substr(0, at));
        cut.theirs.reset();
        EXPECT_EQ(cut.session->handshake(), Step::failed) << at;
    }
}

TEST(tls, renegotiation_is_refused) {
    const auto server = server_of({certificate({"localhost"})});
    TlsPeer peer({.highest = TLS1_2_VERSION});
    Pair pair(*server);
    ASSERT_EQ(pair.shake_hands(peer), Step::done);
    SSL_renegotiate(peer.ssl());
    pair.send(peer.next());
    std::string text;
    EXPECT_EQ(pair.receive(text), -1);
    peer.take(pair.received());
    EXPECT_FALSE((peer.next(), peer.done())) << "no second handshake";
}

TEST(tls, certificates_that_cannot_be_used_are_named) {
    const TlsCertificate good = certificate({"a"});
    const TlsCertificate other = certificate({"b"});
    const auto problem = [](TlsServerOptions options) {
        Result<std::shared_ptr<TlsServer>> loaded = TlsServer::load(std::move(options));
        return loaded ? std::string("none") : std::string(loaded.error().text());
    };
    EXPECT_EQ(problem({}), "a TLS server needs a certificate");
    EXPECT_EQ(problem({.certificates = {{.chain_file = "/nowhere.pem", .key = good.key}}}),
              "cannot read /nowhere.pem: No such file or directory");
    EXPECT_EQ(problem({.certificates = {{.chain = "text", .key = good.key}}}),
              "the certificate has no certificate in PEM form");
    EXPECT_EQ(problem({.certificates = {{.chain = good.chain, .key = "text"}}}),
              "the key has no private key in PEM form that needs no password");
    EXPECT_EQ(problem({.certificates = {{.chain = good.chain, .key = other.key}}}),
              "the key does not belong to the certificate");
    EXPECT_EQ(problem({.certificates = {good}, .client_certificates = ClientCertificates::required}),
              "the text of the authorities has no certificate of an authority in PEM form");
    EXPECT_EQ(problem({.certificates = {good}}), "none");
    EXPECT_EQ(problem({.certificates = {{.chain = good.chain + good.key}}}), "none") << "the key is in it";
    EXPECT_EQ(problem({.certificates = {{.chain = good.chain}}}),
              "the certificate has no private key in PEM form that needs no password");
}

TEST(tls, a_failed_reload_leaves_what_was) {
    char path[] = "/tmp/kaon_tls_XXXXXX";
    const Fd file(::mkstemp(path));
    const auto write = [&](const TlsCertificate& made) {
        const std::string text = made.chain + made.key;
        EXPECT_EQ(::ftruncate(file.number(), 0), 0);
        EXPECT_EQ(::pwrite(file.number(), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
    };
    write(certificate({"old"}));
    const auto server = server_of({{.chain_file = path, .key_file = path}});
    const auto shown = [&] {
        TlsPeer peer({});
        Pair pair(*server);
        EXPECT_EQ(pair.shake_hands(peer), Step::done);
        return name_shown(peer);
    };
    EXPECT_EQ(shown(), "old");
    EXPECT_EQ(::ftruncate(file.number(), 10), 0);
    EXPECT_FALSE(server->reload().has_value());
    EXPECT_EQ(shown(), "old");
    write(certificate({"new"}));
    EXPECT_TRUE(server->reload().has_value());
    EXPECT_EQ(shown(), "new");
    ::unlink(path);
}
