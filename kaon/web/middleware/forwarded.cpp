// The request gets the origin that its proxies tell.
#include "kaon/web/middleware/forwarded.hpp"

namespace kaon::inline v0 {

static void take_origin(http::Request& message, const ForwardedLayer& options) {
    const http::Origin origin = http::read_forwarded(message, options.proxies, options.by);
    message.peer = origin.client;
    message.scheme = origin.scheme;
    message.authority = origin.host;
}

Result<> ForwardedLayer::answer(Request& request, NextAtOnce next, http::Response& response) const {
    take_origin(request.message(), *this);
    next(request, response);
    return {};
}

Task<http::Response> ForwardedLayer::operator()(Request& request, Next next) const {
    take_origin(request.message(), *this);
    co_return co_await next(request);
}

}  // namespace kaon::inline v0
