// trace: one line in the log for every request: method, route, status, duration, bytes, client, id; a span around what
// it does.
//
//   layer(trace())
//
// Works for 404 and errors too. Level: info; error for 5xx. The path itself is not logged, since it may hold secrets;
// the route's pattern is. The client is the address that the request came from; behind layer(forwarded(...)), which
// stands outside of this one then, that which a trusted proxy told. The duration ends with the response's head: a
// streamed body is still on its way. Threads: as a layer, every core at once.
#pragma once

#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

struct TraceLayer {
    Task<http::Response> operator()(Request& request, Next next) const;
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const;
};

inline TraceLayer trace() { return {}; }

}  // namespace kaon::inline v0
