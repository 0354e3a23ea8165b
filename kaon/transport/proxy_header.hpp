// read_proxy_header(): what a proxy says before the first byte of a connection: whose connection it passes on.
//
//   const ProxyHeader header = read_proxy_header(bytes);
//   if (header.state == ProxyHeader::State::complete) { peer = header.peer.value_or(peer);  skip(header.size); }
//
// The PROXY protocol of HAProxy, versions 1 (a line of text) and 2 (binary), as load balancers send it. A header that
// names no address (UNKNOWN, LOCAL, a family that we do not know) is complete and has no peer: the proxy speaks for
// itself. While the state is `more`, every byte given belongs to the header. Limits: 107 bytes for version 1, as the
// protocol has it, 4 kB for version 2 with its additional fields, which are passed over.
// Source: https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt. Threads: a pure function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "kaon/http/message.hpp"

namespace kaon::inline v0::transport {

struct ProxyHeader {
    enum class State : std::uint8_t { more, complete, refused };
    State state = State::more;
    std::size_t size = 0;             // of a complete one
    std::optional<http::Peer> peer;   // whom the proxy speaks for
    const char* reason = nullptr;     // for a refusal
};

ProxyHeader read_proxy_header(std::string_view bytes);

}  // namespace kaon::inline v0::transport
