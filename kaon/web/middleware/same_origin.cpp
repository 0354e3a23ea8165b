// The decision, from the browser's own words.
#include "kaon/web/middleware/same_origin.hpp"

#include <algorithm>

#include "kaon/http/ws/handshake.hpp"
#include "kaon/telemetry/log.hpp"
#include "kaon/web/error.hpp"

namespace kaon::inline v0 {

static constexpr telemetry::Log log("web");

static bool may_pass(const Request& request, const std::vector<std::string>& trusted) {
    if (http::is_safe(request.method())) return true;
    const auto origin = request.header("origin");
    if (origin && std::find(trusted.begin(), trusted.end(), *origin) != trusted.end()) return true;
    if (const auto site = request.header("sec-fetch-site")) return *site == "same-origin" || *site == "none";
    return http::ws::is_same_origin(request.message());
}

// Behind a proxy that passes another Host on than the browser asked for, nothing else would say what is wrong.
static void log_refusal(const Request& request) {
    const auto site = request.header("sec-fetch-site");
    const std::string_view origin = request.header("origin").value_or("");
    const std::string_view host = request.message().authority;
    if (site) {
        log.warn("same_origin refused a request: the browser calls it cross-site; remedy: if that site is yours, "
                 "same_origin({.trusted = {\"https://that.site\"}})",
                 {{"origin", origin}, {"host", host}, {"sec_fetch_site", *site}, {"id", request.id()}});
    } else {
        log.warn("same_origin refused a request: its Origin is not the Host asked for, or came in the clear; remedy: "
                 "the proxy passes the Host on with its port (nginx: proxy_set_header Host $http_host), or "
                 "same_origin({.trusted = {that origin}})",
                 {{"origin", origin}, {"host", host}, {"scheme", request.message().scheme}, {"id", request.id()}});
    }
}

static Result<> check(const Request& request, const std::vector<std::string>& trusted) {
    if (may_pass(request, trusted)) return {};
    log_refusal(request);
    return Error(WebErrc::cross_site);
}

Result<> SameOrigin::answer(Request& request, NextAtOnce next, http::Response& response) const {
    Result<> passes = check(request, trusted);
    if (passes) next(request, response);
    return passes;
}

Task<http::Response> SameOrigin::operator()(Request& request, Next next) const {
    co_await check(request, trusted);
    co_return co_await next(request);
}

}  // namespace kaon::inline v0
