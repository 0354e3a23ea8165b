// Every limit and timeout of a server, with defaults that are safe on the open internet.
//
//   Server::bind(address, {.idle_timeout = 5s, .drain_timeout = 30s});
//
// Threads: a value.
#pragma once

#include <cstdint>
#include <memory>

#include "kaon/base/duration.hpp"
#include "kaon/http/h1/limits.hpp"
#include "kaon/http/h2/limits.hpp"

namespace kaon::inline v0::runtime {
class TlsServer;  // kaon/runtime/tls.hpp
}

namespace kaon::inline v0::transport {

// What becomes of connections above the limit: they are answered 503, or wait in the kernel's queue.
enum class WhenFull : std::uint8_t { refuse, wait };

// Whether a peer may speak HTTP/2, by ALPN or by prior knowledge (RFC 9113, section 3).
enum class Http2 : std::uint8_t { off, on };

struct ServerOptions {
    http::h1::Limits head = {};
    http::h2::Limits h2 = {};
    Http2 http2 = Http2::on;
    std::uint64_t body_bytes = 1024ull * 1024 * 1024;  // of one request: 413 above; web has tighter ones per route
    std::uint64_t drained_bytes = 64 * 1024;           // of content that no handler read, to keep the connection

    std::shared_ptr<runtime::TlsServer> tls = nullptr;  // set: every connection is HTTPS
    Duration handshake_timeout = 10s;                   // of TLS, from the first byte to its end

    Duration head_timeout = 10s;    // from the first byte of a request to the end of its head: 408
    Duration idle_timeout = 75s;    // between two requests
    Duration body_timeout = 30s;    // between two pieces of a request's content: 408
    Duration body_grace = 30s;      // how long a peer may be waited for in all, whatever it sends...
    std::uint32_t body_bytes_per_second = 500;  // ...and this much longer for what it has sent; 0: no such limit
    Duration write_timeout = 30s;   // for a peer that does not take what is sent
    Duration write_grace = 30s;     // how long a peer may be waited for in all, whatever it takes...
    std::uint32_t write_bytes_per_second = 500;  // ...and this much longer for what it has taken; 0: no such limit
    Duration linger_timeout = 2s;   // after an early refusal, for the peer to read it
    Duration drain_grace = 250ms;   // after stop: for a request that crosses with it on an idle connection
    Duration drain_timeout = 10s;   // after stop: for what runs; then it is cancelled
    Duration stuck_timeout = 5s;    // after that: for what ignores it; then its peer is let go and it is named

    Duration connection_age = {};               // then it is closed after a response, or idle. 0: never
    std::uint32_t requests_per_connection = 0;  // then it is closed. 0: no limit

    std::uint32_t connections = 65'536;          // over all cores
    std::uint32_t connections_per_peer = 4'096;  // from one address, of IPv6 one /64: 503 above. 0: no limit
    WhenFull when_full = WhenFull::refuse;       // above `connections`; 64 at a time on each core, more wait

    // How long a stop may take, but for handlers that nothing ends.
    constexpr Duration longest_stop() const { return Instant() + drain_timeout + stuck_timeout - Instant(); }
};

}  // namespace kaon::inline v0::transport
