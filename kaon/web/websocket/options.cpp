// How a route's options reach the extractor.
#include "kaon/web/websocket/options.hpp"

namespace kaon::inline v0 {

namespace {
struct Given {
    std::shared_ptr<const WebSocketOptions> options;
};
}  // namespace

Task<http::Response> WebSocketLayer::operator()(Request& request, Next next) const {
    request.put(Given{options});
    co_return co_await next(request);
}

std::shared_ptr<const WebSocketOptions> web::websocket_options(const Request& request) {
    if (const Given* given = request.find<Given>()) return given->options;
    static const auto defaults = std::make_shared<const WebSocketOptions>();
    return defaults;
}

}  // namespace kaon::inline v0
