// Listening: what a server listens on, made from what it was told: sockets, certificates, the way from HTTP to HTTPS.
//
//   Result<Listening> open = open_listeners(listen, options);
//   Handler handler = open->wrapped(service);           // what comes in the clear is led to HTTPS, where that is
//   wished for (const std::string& line : open->lines()) ...   // "https://127.0.0.1:3443"
//
// Sockets that were handed over come first; whatever is named "http" among them takes the part of --redirect-http.
// Errors: Errc::invalid and those of Server::bind, with the remedy. Internals of serve(). Threads: before any other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kaon/program/serve.hpp"
#include "kaon/runtime/tls.hpp"
#include "kaon/transport/server.hpp"

namespace kaon::inline v0::program {

// Serves what came by HTTPS, and leads the rest there, for hosts that a certificate is for.
class HttpsFirst {
public:
    HttpsFirst(transport::Handler served, std::shared_ptr<runtime::TlsServer> tls, std::uint16_t port)
        : served_(served), tls_(std::move(tls)), port_(port) {}
    Task<http::Response> operator()(http::Request& request) const;
    // As Handler::start(): what is served is not slowed down.
    transport::Handler::Started start(http::Request& request, Context& context, http::Response& response) const;

private:
    transport::Handler served_;
    std::shared_ptr<runtime::TlsServer> tls_;
    std::uint16_t port_;
};

struct Listening {
    transport::Server server;
    std::vector<std::string> urls;                // for whoever started it: "https://127.0.0.1:3443"
    std::vector<std::string> redirects = {};      // the addresses in the clear, the same way
    std::uint16_t https_port = 443;
};

Result<Listening> open_listeners(const Listen& listen, const ServeOptions& options);

// One address, as an option has it: "127.0.0.1:3000", "[::1]:3000", "unix:/run/app.sock"; with `host`, a port alone.
Result<runtime::SocketAddress> read_listen_address(std::string_view text, std::string_view host = {});

// The certificates that it was told to serve with, and whose clients' it takes; null: none.
Result<std::shared_ptr<runtime::TlsServer>> load_certificates(const Listen& listen);

}  // namespace kaon::inline v0::program
