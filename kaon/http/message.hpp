// Request and Response: what a protocol reads and writes, and what every layer above hands on.
//
//   Task<Response> greet(Request& request) {
//       Response response;
//       response.headers.set("content-type", "text/plain; charset=utf-8");
//       response.body = Body("hello, " + request.peer.text());
//       co_return response;
//   }
//
// Threads: one core's own.
#pragma once

#include <memory>
#include <string_view>

#include "kaon/http/body.hpp"
#include "kaon/http/headers.hpp"
#include "kaon/http/method.hpp"
#include "kaon/http/status.hpp"
#include "kaon/http/upgrade.hpp"

namespace kaon::inline v0 {
struct PeerCertificate;  // kaon/base/peer_certificate.hpp
}

namespace kaon::inline v0::http {

enum class Version : std::uint8_t { http_1_0, http_1_1, http_2 };

// The other end of the connection, as the kernel reports it: never taken from header fields.
struct Peer {
    std::uint8_t address[16]{};  // IPv6, or IPv4 mapped into it (RFC 4291, section 2.5.5.2); zeros for a Unix socket
    std::uint16_t port = 0;

    std::string text() const;  // "127.0.0.1", "::1", "unix"
};

// How a connection sends interim responses (1xx) ahead of the one that a handler is making.
class Interim {
public:
    virtual ~Interim() = default;
    virtual void send(Status status, const Headers& headers) = 0;
};

// A request as it came. Views point into the connection's buffer and live until the response has been sent.
struct Request {
    Method method = Method::get;
    Version version = Version::http_1_1;
    std::string_view method_text;  // for an unknown method
    std::string_view target;       // as sent
    std::string_view path;         // of the target, still percent-encoded; "*" for OPTIONS *
    std::string_view query;        // without the question mark
    std::string_view authority;    // from an absolute target, else the Host field
    std::string_view scheme = "http";  // "https" on TLS, whatever the target or a field says
    std::string_view protocol;     // of an extended CONNECT (RFC 8441): "websocket"
    Headers headers;
    Body body;
    Headers trailers;              // filled when the content has ended; the views in it live as long as the others
    Peer peer;
    const PeerCertificate* certificate = nullptr;  // verified; null: the peer showed none
    Interim* interim = nullptr;    // null: the peer takes no interim responses

    // Tells the peer what the response will need while it is made: 103 with Link fields (RFC 8297). Whatever a handler
    // says by it, it says again in the response. Nothing where `interim` is null, and for fields that are broken().
    void send_early_hints(const Headers& hints) const {
        if (interim && !hints.broken()) interim->send(Status::early_hints, hints);
    }
};

struct Response {
    Status status = Status::ok;
    Headers headers;
    Body body;
    std::unique_ptr<Upgrade> upgrade = {};  // set: the connection goes on in another protocol (tunnel.hpp)
};

}  // namespace kaon::inline v0::http
