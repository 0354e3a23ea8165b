// Request methods (RFC 9110, section 9).
//
//   parse_method("GET")           // Method::get
//   text(Method::del)             // "DELETE"
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http {

enum class Method : std::uint8_t { get, head, post, put, del, connect, options, trace, patch, unknown };

inline constexpr std::size_t known_methods = 9;

// "GET", "HEAD"...; empty for unknown.
std::string_view text(Method method);
// Case-sensitive, as the RFC says; Method::unknown for others.
Method parse_method(std::string_view text);
// Safe methods change nothing (RFC 9110, section 9.2.1).
constexpr bool is_safe(Method m) {
    return m == Method::get || m == Method::head || m == Method::options || m == Method::trace;
}

}  // namespace kaon::inline v0::http
