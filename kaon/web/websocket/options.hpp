// WebSocketOptions: who may open a WebSocket of a route, and the limits it lives under; every default is safe.
//
//   get<"/chat">(chat, websocket({.protocols = {"chat.v2"}, .heartbeat = 20s}))       // of one route
//   Router{get<"/chat">(chat), layer(websocket({.origins = {"https://admin.example.org"}}))}
//
// Browsers let any page open a WebSocket to any host and send cookies along, so a page of another origin is refused
// (403) unless it is named here; what is no browser sends no Origin and passes. Threads: read by all cores.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kaon/base/duration.hpp"
#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

// permessage-deflate (RFC 7692), when the client offers it.
enum class Compression : std::uint8_t {
    off,
    shared,  // each message by itself: no memory per connection, and a published message is compressed once for all
    dedicated,  // messages refer to earlier ones: smaller, up to 300 KB per connection (see window_bits)
};

struct WebSocketOptions {
    std::vector<std::string> origins{};  // that may connect beside the own: "https://host[:port]"; "*" for any
    std::vector<std::string> protocols{};  // sub-protocols that are spoken; the client's first that is here is chosen

    std::uint64_t message_bytes = 1024 * 1024;  // above: closed with 1009; a compressed one counts as inflated
    std::uint64_t frame_bytes = 1024 * 1024;  // of one frame
    std::size_t queue_bytes = 256 * 1024;  // unsent: above it send() waits, and what is published meets `slow`

    std::optional<Duration> heartbeat = Duration::seconds(30);  // of silence, then a ping; none: never
    Duration heartbeat_timeout = Duration::seconds(20);  // without any answer: the connection is given up
    std::optional<Duration> idle_timeout{};  // without a message of the client: closed with 1001
    Duration close_timeout = Duration::seconds(5);  // for the client to answer a close
    Duration finish_timeout = Duration::seconds(30);  // for the handler, after the connection has ended

    Compression compression = Compression::off;
    std::size_t compress_from = 256;  // bytes of a message
    std::uint8_t window_bits = 15;  // 9 to 15, of `dedicated`: 2^(bits + 2) bytes for each direction, roughly
};

// Gives these options to the WebSockets of a route, or of every route of a router.
struct WebSocketLayer {
    std::shared_ptr<const WebSocketOptions> options;
    Task<http::Response> operator()(Request& request, Next next) const;
};

inline WebSocketLayer websocket(WebSocketOptions options) {
    return {std::make_shared<const WebSocketOptions>(std::move(options))};
}

namespace web {
// What the innermost layer gave, else the defaults.
std::shared_ptr<const WebSocketOptions> websocket_options(const Request& request);
}  // namespace web

}  // namespace kaon::inline v0
