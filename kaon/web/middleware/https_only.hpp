// https_only: leads requests that came in the clear to the same place by HTTPS: 308 (Permanent Redirect), which keeps
// method and content.
//
//   layer(https_only({.hosts = {"example.org", "*.example.org"}}))
//   GET /a?b=c, Host: example.org        308, location: https://example.org/a?b=c
//
// For a server that listens in the clear too (ListenOptions::tls), or behind a proxy that passes both kinds on and says
// which one it was (the layer that reads that stands outside of this one). `kaon::serve --redirect-http` does it for a
// whole program. A Host that is not among `hosts` gets 421, so that nobody is led to a name of the sender's choice;
// the patterns are those of allowed_hosts. What came by HTTPS passes.
// Source: RFC 9110, section 15.4.9. Threads: as a layer, every core at once.
#pragma once

#include "kaon/web/middleware/allowed_hosts.hpp"

namespace kaon::inline v0 {

struct HttpsOnly {
    std::vector<std::string> hosts{};
    std::uint16_t port = 443;  // where HTTPS is served, as clients see it

    Task<http::Response> operator()(Request& request, Next next) const;
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const;
};

inline HttpsOnly https_only(HttpsOnly options) { return options; }

namespace web {
// The response that leads there, whatever the host.
http::Response lead_to_https(const http::Request& request, std::uint16_t port);
}  // namespace web

}  // namespace kaon::inline v0
