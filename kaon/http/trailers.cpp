// Which fields must be known before the content.
#include "kaon/http/trailers.hpp"

#include <algorithm>
#include <iterator>

#include "kaon/http/headers.hpp"

namespace kaon::inline v0::http {

namespace {

// https://www.rfc-editor.org/rfc/rfc9110#section-6.5.1: framing, routing, request modifiers, authentication, response
// control, how to process the content.
constexpr std::string_view names[] = {
    "age",
    "authorization",
    "cache-control",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-length",
    "content-location",
    "content-range",
    "content-type",
    "cookie",
    "date",
    "expect",
    "expires",
    "forwarded",
    "host",
    "http2-settings",
    "keep-alive",
    "location",
    "max-forwards",
    "origin",
    "pragma",
    "range",
    "referer",
    "retry-after",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "vary",
    "via",
    "warning",
    "www-authenticate",
};
constexpr std::string_view beginnings[] = {"access-control-", "if-", "proxy-", "sec-", "x-forwarded-"};

}  // namespace

bool may_be_trailer(std::string_view name) {
    const auto begins = [name](std::string_view start) {
        return equals_ignoring_case(name.substr(0, start.size()), start);
    };
    const auto is = [name](std::string_view other) { return equals_ignoring_case(name, other); };
    return std::none_of(std::begin(names), std::end(names), is) &&
           std::none_of(std::begin(beginnings), std::end(beginnings), begins);
}

}  // namespace kaon::inline v0::http
