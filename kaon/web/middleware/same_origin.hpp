// same_origin: refuses unsafe requests (POST, PUT, ...) that another site made the browser send: no token needed.
//
//   layer(same_origin())
//   layer(same_origin({.trusted = {"https://admin.example.org"}}))
//
// By Sec-Fetch-Site, which browsers send and scripts cannot forge: same-origin and none pass. Without it by Origin,
// which must name the host asked for, and not come in the clear where the request came by TLS. Requests with neither
// come from no browser (curl, servers) and pass: they carry no one's cookies by themselves. Others get 403, and a line
// of the log names what was compared and the remedy. GET, HEAD and OPTIONS always pass, so they must change nothing.
// Threads: as a layer, every core at once.
#pragma once

#include <string>
#include <vector>

#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

struct SameOrigin {
    std::vector<std::string> trusted{};  // origins: "https://host[:port]"
    Task<http::Response> operator()(Request& request, Next next) const;
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const;
};

inline SameOrigin same_origin(SameOrigin options = {}) { return options; }

}  // namespace kaon::inline v0
