// Hosts against patterns of hosts.
#include "kaon/web/middleware/allowed_hosts.hpp"

#include "kaon/http/target.hpp"
#include "kaon/telemetry/log.hpp"
#include "kaon/web/error.hpp"

namespace kaon::inline v0 {

namespace {

constexpr telemetry::Log web_log("web");

bool matches(const http::Authority& host, std::string_view pattern) {
    const http::Authority wanted = http::split_authority(pattern);
    if (!wanted.port.empty() && wanted.port != host.port) return false;
    if (!wanted.host.starts_with("*.")) return http::equals_ignoring_case(host.host, wanted.host);
    const std::string_view below = wanted.host.substr(1);  // with its dot
    if (host.host.size() <= below.size()) return false;
    return http::equals_ignoring_case(host.host.substr(host.host.size() - below.size()), below);
}

}  // namespace

bool AllowedHosts::allows(std::string_view authority) const {
    const http::Authority host = http::split_authority(authority);
    if (host.host.empty()) return false;
    for (const std::string& pattern : hosts) {
        if (matches(host, pattern)) return true;
    }
    return false;
}

static Result<> check(const AllowedHosts& allowed, const Request& request) {
    const std::string_view authority = request.message().authority;
    if (allowed.allows(authority)) return {};
    web_log.warn("allowed_hosts refused a request; remedy: if that host is yours, name it in allowed_hosts({...})",
                 {{"host", authority}, {"id", request.id()}});
    return Error(WebErrc::misdirected);
}

Result<> AllowedHosts::answer(Request& request, NextAtOnce next, http::Response& response) const {
    Result<> allowed = check(*this, request);
    if (allowed) next(request, response);
    return allowed;
}

Task<http::Response> AllowedHosts::operator()(Request& request, Next next) const {
    co_await check(*this, request);
    co_return co_await next(request);
}

}  // namespace kaon::inline v0
