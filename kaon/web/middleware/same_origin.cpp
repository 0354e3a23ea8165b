// The decision, from the browser's own words.
#include "kaon/web/middleware/same_origin.hpp"

#include <algorithm>

#include "kaon/web/error.hpp"

namespace kaon {

static std::string_view host_of(std::string_view origin) {
    const std::size_t scheme = origin.find("://");
    return scheme == origin.npos ? std::string_view() : origin.substr(scheme + 3);
}

static bool may_pass(const Request& request, const std::vector<std::string>& trusted) {
    if (http::is_safe(request.method())) return true;
    const auto origin = request.header("origin");
    if (origin && std::find(trusted.begin(), trusted.end(), *origin) != trusted.end()) return true;
    if (const auto site = request.header("sec-fetch-site")) return *site == "same-origin" || *site == "none";
    if (!origin) return true;
    const std::string_view host = host_of(*origin);
    return !host.empty() && http::equals_ignoring_case(host, request.message().authority);
}

Task<http::Response> SameOrigin::operator()(Request& request, Next next) const {
    if (!may_pass(request, trusted)) co_return Error(WebErrc::cross_site);
    co_return co_await next(request);
}

}  // namespace kaon
