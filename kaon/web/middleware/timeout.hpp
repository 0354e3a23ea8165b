// timeout: ends handlers that take too long with 503, code "timeout"; the handler's Task is cancelled and waited for.
//
//   layer(timeout(5s))
//
// Counts until the response's head; a streamed body is the transport's to limit. Cancellation reaches every await of
// the handler; what must not be cut short is shielded with shield(), and a handler that answers nevertheless is heard.
// One that waits for nothing has no await that could end.
// Threads: as a layer, every core at once.
#pragma once

#include "kaon/coro/group.hpp"
#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

struct TimeoutLayer {
    Duration limit;
    Task<http::Response> operator()(Request& request, Next next) const {
        co_return co_await timeout(limit, next(request).task());
    }
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const {
        next(request, response);
        return {};
    }
};

inline TimeoutLayer timeout(Duration limit) { return {limit}; }

}  // namespace kaon::inline v0
