// Status codes and their phrases (RFC 9110, section 15; RFC 4918; RFC 6585; RFC 7725; RFC 8297; RFC 8470).
//
//   code(Status::not_found)       // 404
//   phrase(Status::not_found)     // "Not Found"
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http {

enum class Status : std::uint16_t {
    continue_ = 100, switching_protocols = 101, early_hints = 103,
    ok = 200, created = 201, accepted = 202, no_content = 204, reset_content = 205, partial_content = 206,
    multiple_choices = 300, moved_permanently = 301, found = 302, see_other = 303, not_modified = 304,
    temporary_redirect = 307, permanent_redirect = 308,
    bad_request = 400, unauthorized = 401, payment_required = 402, forbidden = 403, not_found = 404,
    method_not_allowed = 405, not_acceptable = 406, request_timeout = 408, conflict = 409, gone = 410,
    length_required = 411, precondition_failed = 412, content_too_large = 413, uri_too_long = 414,
    unsupported_media_type = 415, range_not_satisfiable = 416, expectation_failed = 417, misdirected_request = 421,
    unprocessable_content = 422, locked = 423, too_early = 425, upgrade_required = 426, precondition_required = 428,
    too_many_requests = 429, request_header_fields_too_large = 431, unavailable_for_legal_reasons = 451,
    internal_server_error = 500, not_implemented = 501, bad_gateway = 502, service_unavailable = 503,
    gateway_timeout = 504, http_version_not_supported = 505, insufficient_storage = 507,
};

constexpr std::uint16_t code(Status status) { return static_cast<std::uint16_t>(status); }
// "Not Found"; "Status" for a code without a registered phrase.
std::string_view phrase(Status status);
// RFC 9110, section 6.4.1: these never have content.
constexpr bool has_no_content(Status s) {
    return code(s) < 200 || s == Status::no_content || s == Status::not_modified;
}

// "404 Not Found", for messages of GoogleTest, which looks for a function of this name.
void PrintTo(Status status, std::ostream* out);

}  // namespace kaon::inline v0::http
