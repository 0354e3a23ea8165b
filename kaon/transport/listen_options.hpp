// ListenOptions: what is said of one listening socket of a Server.
//
//   server.listen(SocketAddress::unix_path("/run/app.sock").value(), {.permissions = 0660});
//   server.listen(address, {.proxies = {http::Network::parse("10.0.0.0/8").value()}});
//   server.listen(port_80, {.tls = UseTls::no, .name = "http"});
//
// Threads: a value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kaon/http/network.hpp"

namespace kaon::inline v0::transport {

// Yes: where the server has a certificate (ServerOptions::tls). A request that came in the clear has the scheme "http".
enum class UseTls : std::uint8_t { yes, no };

struct ListenOptions {
    // Of a Unix socket's file: who may connect. 0: what the umask leaves.
    std::uint32_t permissions = 0;
    // Who begins each connection with a header of the PROXY protocol (kaon/transport/proxy_header.hpp). What it says
    // is the request's peer then; from one of these a connection without it is refused. All others are served as
    // they are, and what looks like such a header is none.
    std::vector<http::Network> proxies = {};
    UseTls tls = UseTls::yes;
    // By which whoever inherits the socket knows it (kaon/runtime/inherited.hpp): no colon. Empty: "unknown".
    std::string name = {};
};

}  // namespace kaon::inline v0::transport
