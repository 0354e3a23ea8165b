// The request gets the origin that its proxies tell.
#include "kaon/web/middleware/forwarded.hpp"

namespace kaon::inline v0 {

Task<http::Response> ForwardedLayer::operator()(Request& request, Next next) const {
    http::Request& message = request.message();
    const http::Origin origin = http::read_forwarded(message, proxies, by);
    message.peer = origin.client;
    message.scheme = origin.scheme;
    message.authority = origin.host;
    co_return co_await next(request);
}

}  // namespace kaon::inline v0
