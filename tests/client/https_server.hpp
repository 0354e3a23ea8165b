// HttpsServer: our own server over TLS, for tests, with a certificate of its own making for the name "api.example".
//
//   with_https_server(handler, [](const Https& https) -> Task<void> {
//       Client client(https.options());                 // trusts it, and finds it under that name
//       co_await client.get("https://api.example/").text();
//   });
//
// Threads: the test's own is core 0; the server runs on both.
#pragma once

#include <fstream>

#include <stdlib.h>
#include <unistd.h>

#include "kaon/runtime/tls_certificate.hpp"
#include "tests/client/served.hpp"

namespace kaon::inline v0::client::testing {

// A file with this text, for as long as the object lives: libcurl reads certificates from files.
class TextFile {
public:
    explicit TextFile(const std::string& text) {
        const Fd file(::mkstemp(path_));
        std::ofstream(path_) << text;
    }
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;
    ~TextFile() { ::unlink(path_); }
    std::string path() const { return path_; }

private:
    char path_[32] = "/tmp/kaon_client_test_XXXXXX";
};

struct Https {
    std::string address;  // "127.0.0.1:PORT"
    std::string authority_file;

    ClientOptions options() const {
        return {.retries = {.attempts = 1}, .addresses = {{"api.example", address}}, .ca_file = authority_file};
    }
};

template <class S>
void with_https_server(const S& handler, std::function<Task<void>(const Https&)> script,
                       runtime::TlsServerOptions tls = {}) {
    const runtime::TlsCertificate own = runtime::make_certificate({.names = {"api.example"}}).value();
    const TextFile authority(own.chain);
    tls.certificates = {own};
    const auto act = [&](std::string base) -> Task<void> { co_await script({base.substr(7), authority.path()}); };
    with_server(handler, act, {.tls = runtime::TlsServer::load(std::move(tls)).value()});
}

}  // namespace kaon::inline v0::client::testing
