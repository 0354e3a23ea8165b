// Media types: type "/" subtype and parameters (RFC 9110, section 8.3.1).
//
//   auto type = parse_media_type("application/problem+json; charset=utf-8");
//   type->is("application/problem+json");  type->is_json();  type->parameter("charset");     // names without case
//
// Threads: a value. Lifetime: views into the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http {

struct MediaType {
    std::string_view type;
    std::string_view subtype;
    std::string_view parameters;  // as written, from behind the first semicolon

    bool is(std::string_view type_and_subtype) const;
    // What stands behind the last plus sign of the subtype: "json" of "problem+json"; else empty.
    std::string_view suffix() const;
    // application/json, or anything with the suffix "json".
    bool is_json() const;
    // The first parameter of that name, without its quotes.
    std::optional<std::string> parameter(std::string_view name) const;
};

// Nothing when type or subtype is no token. Malformed parameters are passed over when one is asked for.
std::optional<MediaType> parse_media_type(std::string_view text);

}  // namespace kaon::inline v0::http
