// rate_limit: so many requests for each client's address, and 429 (Too Many Requests) for those above.
//
//   layer(forwarded({.proxies = {ours}}), rate_limit({.requests = 300, .per = 1min}))
//   post<"/login">(login, rate_limit({.requests = 5, .per = 1min, .name = "login"}))
//
// A token bucket for each client: `burst` requests at once (as many as `requests`, unless it is set), refilled evenly,
// so that there is no moment at which everybody may come again. A client is an IPv4 address, or an IPv6 network of 64
// bits. It is the connection's peer; a proxy's word counts where layer(forwarded(...)), which stands outside of this
// one, trusts that proxy, and nobody else's. Clients on Unix sockets have no address and are not limited; nor are those
// in `exempt`. `by` tells clients apart in another way: by an API key, say.
//
// Answers say where a client stands: RateLimit-Policy: "default";q=300;w=60 and RateLimit: "default";r=299;t=1, by
// draft-ietf-httpapi-ratelimit-headers-09; 429 has Retry-After too, and a problem document like any error. Of limits
// within each other all fields are there.
//
// Memory: 16 bytes for each of `clients`, taken when the router is built and never more (kaon/web/detail/
// token_buckets.hpp); where more clients come, those who asked least are forgotten first, so that a client may get more
// than its share and nobody less. Each use of the layer has buckets of its own, for all cores together; several
// processes share nothing. Connections are bounded apart from this (ServerOptions::connections_per_peer).
// Threads: as a layer, every core at once. Source: RFC 6585, section 4; RFC 9110, section 10.2.3.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kaon/base/duration.hpp"
#include "kaon/http/network.hpp"
#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

struct RateLimitOptions {
    std::uint32_t requests = 60;  // 0 counts as 1
    Duration per = Duration::seconds(60);
    std::uint32_t burst = 0;  // at once; 0: as many as `requests`
    std::size_t clients = 65'536;  // that are remembered
    std::string name = "default";  // in the fields; letters, digits, '-' and '_'
    std::vector<http::Network> exempt = {};
    // Who it is; empty text: not limited.
    std::function<std::string(const Request&)> by = {};
};

class RateLimitLayer {
public:
    explicit RateLimitLayer(RateLimitOptions options);
    Task<http::Response> operator()(Request& request, Next next) const;
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const;

private:
    struct State;
    std::shared_ptr<const State> state_;
};

inline RateLimitLayer rate_limit(RateLimitOptions options = {}) { return RateLimitLayer(std::move(options)); }

}  // namespace kaon::inline v0
