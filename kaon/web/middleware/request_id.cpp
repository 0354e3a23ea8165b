// The header both ways.
#include "kaon/web/middleware/request_id.hpp"

#include <algorithm>

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0 {

static bool is_sane(std::string_view id) {
    return id.size() >= 8 && id.size() <= 64 &&
           std::ranges::all_of(id, [](char c) { return ascii::is_letter_or_digit(c) || c == '-' || c == '_'; });
}

void RequestIdLayer::take_incoming(const Request& request) const {
    if (options_.incoming != IncomingId::accept) return;
    if (const auto id = request.header("x-request-id"); id && is_sane(*id)) request.set_id(*id);
}

Result<> RequestIdLayer::answer(Request& request, NextAtOnce next, http::Response& response) const {
    take_incoming(request);
    next(request, response);
    response.headers.set("x-request-id", request.id());
    return {};
}

Task<http::Response> RequestIdLayer::operator()(Request& request, Next next) const {
    take_incoming(request);
    http::Response response = co_await next(request);
    response.headers.set("x-request-id", request.id());
    co_return response;
}

}  // namespace kaon::inline v0
