// TlsPeer: the client's side of a TLS connection in a test, with OpenSSL itself: any version, any bytes, any moment.
//
//   TlsPeer peer({.highest = TLS1_1_VERSION});
//   std::string first = peer.next();        // what it would send: the ClientHello
//   peer.take(bytes);                       // what came back
//
// Nothing is sent: the test decides which bytes go where. Threads: a value.
#pragma once

#include <cstdlib>
#include <string>

#include <openssl/ssl.h>

#include "kaon/runtime/detail/tls_context.hpp"

namespace kaon::inline v0::runtime::test {

struct PeerOptions {
    std::string host = "localhost";
    int lowest = TLS1_VERSION;
    int highest = TLS1_3_VERSION;
    SSL_SESSION* session = nullptr;
    std::string protocol = {};  // for ALPN
    TlsCertificate certificate = {};  // shown when the server asks for one
};

class TlsPeer {
public:
    explicit TlsPeer(const PeerOptions& options) : context_(SSL_CTX_new(TLS_client_method())) {
        SSL_CTX_set_security_level(context_.get(), 0);  // old versions are this peer's purpose
        SSL_CTX_set_min_proto_version(context_.get(), options.lowest);
        SSL_CTX_set_max_proto_version(context_.get(), options.highest);
        if (!options.certificate.chain.empty()) {
            const auto loaded = detail::read_certificate(options.certificate);
            if (!loaded || !detail::use_certificate(context_.get(), *loaded)) std::abort();
        }
        ssl_.reset(SSL_new(context_.get()));
        SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        if (!options.host.empty()) SSL_set_tlsext_host_name(ssl_.get(), options.host.c_str());
        if (options.session) SSL_set_session(ssl_.get(), options.session);
        if (!options.protocol.empty()) {
            const std::string wire = static_cast<char>(options.protocol.size()) + options.protocol;
            SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(wire.data()),
                                static_cast<unsigned>(wire.size()));
        }
        SSL_set_connect_state(ssl_.get());
    }

    // Goes on as far as it can; what it wants to send.
    std::string next() {
        done_ = SSL_do_handshake(ssl_.get()) == 1;
        ERR_clear_error();
        return sealed();
    }
    void take(std::string_view bytes) {
        BIO_write(SSL_get_rbio(ssl_.get()), bytes.data(), static_cast<int>(bytes.size()));
    }
    std::string seal(std::string_view text) {
        SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size()));
        return sealed();
    }
    std::string open() {
        std::string text;
        char piece[4096];
        for (int n; (n = SSL_read(ssl_.get(), piece, sizeof piece)) > 0;)
            text.append(piece, static_cast<std::size_t>(n));
        ERR_clear_error();
        return text;
    }
    std::string end() {
        SSL_shutdown(ssl_.get());
        return sealed();
    }
    bool done() const { return done_; }
    bool announced_end() const { return SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN; }
    SSL* ssl() const { return ssl_.get(); }
    // What the server showed, verified by nobody.
    PeerCertificate certificate() const {
        const detail::OwnedCertificate shown(SSL_get1_peer_certificate(ssl_.get()));
        return shown ? detail::facts_of(shown.get()) : PeerCertificate();
    }

private:
    std::string sealed() {
        std::string bytes;
        char piece[4096];
        for (int n; (n = BIO_read(SSL_get_wbio(ssl_.get()), piece, sizeof piece)) > 0;)
            bytes.append(piece, static_cast<std::size_t>(n));
        return bytes;
    }

    detail::OwnedContext context_;
    detail::Owned<SSL, SSL_free> ssl_;
    bool done_ = false;
};

}  // namespace kaon::inline v0::runtime::test
