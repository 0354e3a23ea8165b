// forwarded: behind proxies that are trusted, requests are their clients': address, scheme and host.
//
//   const http::Network ours = co_await http::Network::parse(settings.proxies);       // "10.0.0.0/8"
//   Router{..., layer(forwarded({.proxies = {ours}}), trace(), allowed_hosts(...), same_origin())}
//
// For everything below it request.peer(), the extractor Peer, the scheme and the authority are what the proxies say,
// and the next proxy's own where they say nothing: log lines, limits by address, https_only(), allowed_hosts() and
// same_origin() see the client. So it is the first layer. How the fields are walked, and why one kind of them is named,
// is in kaon/http/forwarded.hpp. Fields of anybody else are never looked at; without proxies nobody is believed.
// Name the addresses of the proxies alone: whoever is trusted can claim to be anyone. Limits of the server itself
// (connections_per_peer) count before any field is read; a proxy that speaks the PROXY protocol serves them too.
// Errors: none, what cannot be read is passed over. Threads: as a layer, every core at once.
#pragma once

#include <vector>

#include "kaon/http/forwarded.hpp"
#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

struct ForwardedLayer {
    std::vector<http::Network> proxies{};
    http::ForwardedBy by = http::ForwardedBy::x_forwarded;

    Task<http::Response> operator()(Request& request, Next next) const;
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const;
};

inline ForwardedLayer forwarded(ForwardedLayer options) { return options; }

}  // namespace kaon::inline v0
