// security_headers: tells browsers what this site never does. On every response, errors included.
//
//   layer(security_headers())
//   layer(security_headers({.content_security_policy = "default-src 'self'; img-src *"}))
//
// 'wasm-unsafe-eval' lets a page start its browser half; despite its name it allows no eval of JavaScript. A field that
// the handler set itself stays; an empty option sends no field. Threads: as a layer, every core at once.
#pragma once

#include <memory>
#include <string>

#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

struct SecurityHeadersOptions {
    std::string content_security_policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'";
    std::string referrer_policy = "strict-origin-when-cross-origin";
    std::string strict_transport_security{};  // "max-age=31536000" once the site is reached by HTTPS only
};

class SecurityHeaders {
public:
    explicit SecurityHeaders(SecurityHeadersOptions options);
    Task<http::Response> operator()(Request& request, Next next) const;
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const;

private:
    void add_to(http::Headers& headers) const;
    SecurityHeadersOptions options_;
};

inline SecurityHeaders security_headers(SecurityHeadersOptions options = {}) {
    return SecurityHeaders(std::move(options));
}

}  // namespace kaon::inline v0
