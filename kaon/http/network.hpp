// Network: a range of addresses, to say which peers are trusted. And read_address(), an address as text.
//
//   Result<Network> n = Network::parse("10.0.0.0/8");      // or "192.0.2.7", "fd00::/8", "unix"
//   if (n->contains(request.peer)) ...
//
// IPv4 addresses are the same whether they come as such or mapped into IPv6 (RFC 4291, section 2.5.5.2); "unix" is any
// peer of a Unix socket. Bits behind the prefix do not matter. Errors: Errc::invalid. Threads: a value.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "kaon/base/result.hpp"
#include "kaon/http/message.hpp"

namespace kaon::inline v0::http {

// Numbers only: "192.0.2.7", "2001:db8::1". Nothing for anything else. The port is 0.
std::optional<Peer> read_address(std::string_view text);

class Network {
public:
    static Result<Network> parse(std::string_view text);
    bool contains(const Peer& peer) const;

private:
    Peer base_;
    std::uint32_t bits_ = 128;
};

}  // namespace kaon::inline v0::http
