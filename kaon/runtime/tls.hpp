// TlsServer and TlsClient: what TLS connections of a program have in common: certificates, authorities, ticket keys.
//
//   Result<std::shared_ptr<TlsServer>> tls = TlsServer::load({.certificates = {{.chain_file = "/etc/site/chain.pem",
//                                                                            .key_file = "/etc/site/key.pem"}}});
//   Server::bind(address, {.tls = *tls})
//   (*tls)->reload();           // reads the files again: new connections get them, others keep what they have
//
// TLS 1.2 with forward secrecy and authenticated ciphers, and TLS 1.3; no compression, no renegotiation, no early
// data. Which certificate: the first that names the host the client asks for (SNI; wildcards stand for one label), else
// the first of all. Certificates for one name with keys of different kinds (RSA beside ECDSA) are one choice: each
// client gets the one that it can check, ECDSA first. Session tickets are encrypted with keys that all cores share and
// that change every 12 hours; after a reload with other authorities for clients, no older one is good. Errors of load
// and reload: Errc::invalid, with the file and what is wrong with it; a failed reload changes nothing. Clients trust
// the authorities of the system, which are read once for all of them, and again when their file has changed. Threads:
// load(), reload(), rotate_ticket_keys() and accept() from any. Source: RFC 8446; RFC 5246; RFC 6066, section 3; RFC
// 5077; RFC 9325.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kaon/base/result.hpp"
#include "kaon/runtime/tls_session.hpp"

struct ssl_ctx_st;

namespace kaon::inline v0::runtime {

// A certificate, those that lead to its authority, and its key, as PEM: in files, or as text where no file is named.
// Without a key, the chain's file or text holds it as well.
struct TlsCertificate {
    std::string chain_file = {};
    std::string key_file = {};
    std::string chain = {};
    std::string key = {};
};

enum class ClientCertificates : std::uint8_t { none, optional, required };
enum class TlsVersion : std::uint8_t { tls_1_2, tls_1_3 };

struct TlsServerOptions {
    std::vector<TlsCertificate> certificates = {};
    ClientCertificates client_certificates = ClientCertificates::none;
    std::string client_authorities_file = {};  // who vouches for clients, as PEM
    std::string client_authorities = {};  // the same as text
    TlsVersion lowest = TlsVersion::tls_1_2;
};

class TlsServer {
public:
    static Result<std::shared_ptr<TlsServer>> load(TlsServerOptions options);
    ~TlsServer();

    Result<> reload();
    void rotate_ticket_keys();
    // The server's side of a connection. `protocols`, the best first, outlive it; a client that offers others alone is
    // refused (RFC 7301). Null: no memory.
    std::unique_ptr<TlsSession> accept(int fd, std::span<const std::string_view> protocols) const;
    // Whether one of the certificates is for that host: a name, or an address as it stands in a URL ("[::1]").
    bool is_for(std::string_view host) const;

private:
    struct State;
    explicit TlsServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

struct TlsClientOptions {
    std::string authorities_file = {};  // beside those of the system, as PEM
    std::string authorities = {};  // the same as text
    std::vector<std::string> protocols = {};  // offered by ALPN
    TlsCertificate certificate = {};  // shown when the server asks for one
    TlsVersion lowest = TlsVersion::tls_1_2;
};

// The server's certificate is always verified, against the name that was asked for.
class TlsClient {
public:
    static Result<std::shared_ptr<TlsClient>> load(TlsClientOptions options = {});
    ~TlsClient();

    // `host`: a name, or an address in numbers. Null: no memory.
    std::unique_ptr<TlsSession> connect(int fd, std::string_view host) const;

private:
    explicit TlsClient(ssl_ctx_st* context) : context_(context) {}
    ssl_ctx_st* context_;
};

}  // namespace kaon::inline v0::runtime
