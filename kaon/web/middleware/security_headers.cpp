// Adds what is absent.
#include "kaon/web/middleware/security_headers.hpp"

namespace kaon {

static void add(http::Headers& headers, http::FieldName name, const std::string& value) {
    if (!value.empty() && !headers.has(name.view())) headers.set(name, value);
}

Task<http::Response> SecurityHeaders::operator()(Request& request, Next next) const {
    http::Response response = co_await next(request);
    add(response.headers, "content-security-policy", content_security_policy);
    add(response.headers, "referrer-policy", referrer_policy);
    add(response.headers, "strict-transport-security", strict_transport_security);
    if (!response.headers.has("x-content-type-options")) response.headers.set("x-content-type-options", "nosniff");
    co_return response;
}

}  // namespace kaon
