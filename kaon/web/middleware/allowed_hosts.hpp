// allowed_hosts: answers only for the hosts that are named; 421 (Misdirected Request) for others.
//
//   layer(allowed_hosts({"example.org", "*.example.org", "localhost:3000"}))
//
// A request's Host says whatever the client likes. Who builds links, e-mails or cache keys from it, or trusts that only
// his own pages reach it, needs this: against poisoned links and caches, and against DNS rebinding, where another site
// points its own name at 127.0.0.1. The server itself checks a Host for its form only.
//
// Names compare without case, and without a dot at their end. "*.example.org" is any name below example.org, not
// example.org itself. A name without a port stands for every port, one with a port for that alone; IPv6 addresses stand
// in brackets, as in a URL. A request without a Host (HTTP/1.0 only) is refused. What is refused is logged with the
// host and the remedy. Source: RFC 9110, sections 7.4 and 15.5.20. Threads: as a layer, every core at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

struct AllowedHosts {
    std::vector<std::string> hosts{};

    bool allows(std::string_view authority) const;
    Task<http::Response> operator()(Request& request, Next next) const;
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const;
};

inline AllowedHosts allowed_hosts(std::vector<std::string> hosts) { return {std::move(hosts)}; }

}  // namespace kaon::inline v0
