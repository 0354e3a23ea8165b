// Entity tags and the preconditions of a request (RFC 9110, sections 8.8.3 and 13).
//
//   etag_in_list(if_none_match, "\"v7\"", EtagCompare::weak)
//   switch (check_preconditions(request, {.etag = "\"v7\"", .modified = seconds}, now)) ...     // 200, 304 or 412
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "kaon/http/message.hpp"

namespace kaon::inline v0::http {

// An opaque tag in quotes, with W/ before it when weak.
bool is_etag(std::string_view text);

enum class EtagCompare : std::uint8_t {
    weak,    // same opaque tag: If-None-Match
    strong,  // and neither is weak: If-Match, If-Range
};
bool etags_match(std::string_view a, std::string_view b, EtagCompare compare);
// Is `etag` in the list of an If-Match or If-None-Match field? "*" holds every one but an empty one, which means that
// there is no representation.
bool etag_in_list(std::string_view list, std::string_view etag, EtagCompare compare);

// What the server has; empty or absent is what it does not know.
struct Validators {
    std::string_view etag{};
    std::optional<std::int64_t> modified{};  // seconds since 1970
};
enum class Precondition : std::uint8_t { proceed, not_modified, failed };

// If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since in the order of section 13.2.2. `now` in seconds
// since 1970. Call it when the answer without them would be a success.
Precondition check_preconditions(const Request& request, const Validators& have, std::int64_t now);

}  // namespace kaon::inline v0::http
