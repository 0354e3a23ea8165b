// read_forwarded(): whom a request comes from, and what he asked for, where trusted proxies say so in fields.
//
//   const Network trusted[] = {Network::parse("10.0.0.0/8").value()};
//   const Origin origin = read_forwarded(request, trusted, ForwardedBy::x_forwarded);
//   origin.client, origin.scheme, origin.host
//
// Each proxy adds at the end of a list whom it was connected by. So the list is walked from its end, as long as whoever
// wrote an element is trusted: the peer wrote the last one. The first address that is not trusted is the client, and
// what stands further left is his own words, which are not looked at. An element that names no address (RFC 7239 allows
// "unknown" and made-up names) ends the walk: its writer speaks for himself. 32 elements are looked at.
//
// ForwardedBy::x_forwarded reads X-Forwarded-For, -Proto and -Host; the latter two may be lists beside the first one,
// or one word that the proxy sets. ForwardedBy::forwarded reads Forwarded. Never both: a proxy that writes the one
// passes on what a client says in the other. For the same reason a proxy must set or remove each of the fields that are
// read. A scheme is http or https, a host what a Host field may hold; anything else is passed over. Source:
// https://www.rfc-editor.org/rfc/rfc7239. Threads: a pure function. Lifetime: views into the request.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "kaon/http/message.hpp"
#include "kaon/http/network.hpp"

namespace kaon::inline v0::http {

enum class ForwardedBy : std::uint8_t { x_forwarded, forwarded };

// The request's own peer, scheme and authority where nobody trusted says anything else.
struct Origin {
    Peer client;
    std::string_view scheme;
    std::string_view host;
};

Origin read_forwarded(const Request& request, std::span<const Network> trusted, ForwardedBy by);

}  // namespace kaon::inline v0::http
