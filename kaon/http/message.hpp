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

#include <string_view>

#include "kaon/http/body.hpp"
#include "kaon/http/headers.hpp"
#include "kaon/http/method.hpp"
#include "kaon/http/status.hpp"

namespace kaon::inline v0::http {

enum class Version : std::uint8_t { http_1_0, http_1_1, http_2 };

// The other end of the connection, as the kernel reports it: never taken from header fields.
struct Peer {
    std::uint8_t address[16]{};  // IPv6, or IPv4 mapped into it (RFC 4291, section 2.5.5.2); zeros for a Unix socket
    std::uint16_t port = 0;

    std::string text() const;  // "127.0.0.1", "::1", "unix"
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
    Headers headers;
    Body body;
    Peer peer;
};

struct Response {
    Status status = Status::ok;
    Headers headers;
    Body body;
};

}  // namespace kaon::inline v0::http
