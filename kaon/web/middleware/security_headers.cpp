// Adds what is absent.
#include "kaon/web/middleware/security_headers.hpp"

#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0 {

namespace {

constexpr telemetry::Log log("web");

// The layer lives as long as the service, so its text is lent, having been checked once.
void add(http::Headers& headers, std::string_view name, const std::string& value) {
    if (!value.empty() && !headers.has(name)) headers.borrow(name, value);
}

void check(std::string_view name, std::string& value) {
    if (http::is_field_value(value)) return;
    log.error("a security header with a control character is not sent", {{"name", name}});
    value.clear();
}

}  // namespace

SecurityHeaders::SecurityHeaders(SecurityHeadersOptions options) : options_(std::move(options)) {
    check("content-security-policy", options_.content_security_policy);
    check("referrer-policy", options_.referrer_policy);
    check("strict-transport-security", options_.strict_transport_security);
}

void SecurityHeaders::add_to(http::Headers& headers) const {
    add(headers, "content-security-policy", options_.content_security_policy);
    add(headers, "referrer-policy", options_.referrer_policy);
    add(headers, "strict-transport-security", options_.strict_transport_security);
    if (!headers.has("x-content-type-options")) headers.append("x-content-type-options", "nosniff");
}

Result<> SecurityHeaders::answer(Request& request, NextAtOnce next, http::Response& response) const {
    next(request, response);
    add_to(response.headers);
    return {};
}

Task<http::Response> SecurityHeaders::operator()(Request& request, Next next) const {
    http::Response response = co_await next(request);
    add_to(response.headers);
    co_return response;
}

}  // namespace kaon::inline v0
