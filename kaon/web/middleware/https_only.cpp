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

Task<http::Response> HttpsOnly::operator()(Request& request, Next next) const {
    const http::Request& message = request.message();
    if (message.scheme == "https") co_return co_await next(request);
    if (!AllowedHosts{hosts}.allows(message.authority)) co_return Error(WebErrc::misdirected);
    co_return web::lead_to_https(message, port);
}

}  // namespace kaon::inline v0
