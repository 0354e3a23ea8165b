// Hosts against patterns of hosts.
#include "kaon/web/middleware/allowed_hosts.hpp"

#include "kaon/telemetry/log.hpp"
#include "kaon/web/error.hpp"

namespace kaon::inline v0 {

namespace {

constexpr telemetry::Log web_log("web");

struct Host {
    std::string_view name;
    std::string_view port;  // empty: none
};

// "[::1]:80" is "[::1]" and "80". The root's dot at the end of a name is no part of it: both name one host.
Host split(std::string_view authority) {
    const std::size_t colon = authority.rfind(':');
    const bool has_port = colon != authority.npos && authority.find(']', colon) == authority.npos;
    Host host{.name = authority.substr(0, has_port ? colon : authority.npos)};
    if (has_port) host.port = authority.substr(colon + 1);
    if (host.name.ends_with('.')) host.name.remove_suffix(1);
    return host;
}

bool matches(const Host& host, std::string_view pattern) {
    const Host wanted = split(pattern);
    if (!wanted.port.empty() && wanted.port != host.port) return false;
    if (!wanted.name.starts_with("*.")) return http::equals_ignoring_case(host.name, wanted.name);
    const std::string_view below = wanted.name.substr(1);  // with its dot
    if (host.name.size() <= below.size()) return false;
    return http::equals_ignoring_case(host.name.substr(host.name.size() - below.size()), below);
}

}  // namespace

bool AllowedHosts::allows(std::string_view authority) const {
    const Host host = split(authority);
    if (host.name.empty()) return false;
    for (const std::string& pattern : hosts) {
        if (matches(host, pattern)) return true;
    }
    return false;
}

Task<http::Response> AllowedHosts::operator()(Request& request, Next next) const {
    const std::string_view authority = request.message().authority;
    if (!allows(authority)) {
        web_log.warn("allowed_hosts refused a request; remedy: if that host is yours, name it in allowed_hosts({...})",
                     {{"host", authority}, {"id", request.id()}});
        co_return Error(WebErrc::misdirected);
    }
    co_return co_await next(request);
}

}  // namespace kaon::inline v0
