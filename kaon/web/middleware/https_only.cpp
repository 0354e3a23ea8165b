// The same URL with another scheme.
#include "kaon/web/middleware/https_only.hpp"

#include "kaon/http/target.hpp"
#include "kaon/web/error.hpp"

namespace kaon::inline v0 {

http::Response web::lead_to_https(const http::Request& request, std::uint16_t port) {
    std::string url = "https://" + std::string(http::split_authority(request.authority).host);
    if (port != 443) url += ":" + std::to_string(port);
    url += request.path == "*" ? std::string_view("/") : request.path;
    if (!request.query.empty()) url.append("?").append(request.query);
    http::Response response;
    response.status = http::Status::permanent_redirect;
    response.headers.set("location", url);
    return response;
}

static Result<http::Response> lead(const http::Request& message, const HttpsOnly& options) {
    if (!AllowedHosts{options.hosts}.allows(message.authority)) return Error(WebErrc::misdirected);
    return web::lead_to_https(message, options.port);
}

Result<> HttpsOnly::answer(Request& request, NextAtOnce next, http::Response& response) const {
    if (request.message().scheme == "https") {
        next(request, response);
        return {};
    }
    Result<http::Response> led = lead(request.message(), *this);
    if (!led) return std::move(led).error();
    response = std::move(led).value();
    return {};
}

Task<http::Response> HttpsOnly::operator()(Request& request, Next next) const {
    if (request.message().scheme == "https") co_return co_await next(request);
    co_return lead(request.message(), *this);
}

}  // namespace kaon::inline v0
