// Dates in fields (RFC 9110, section 5.6.7) as seconds since 1970, independent of locale and time zone.
//
//   format_date(784111777)                                   // "Sun, 06 Nov 1994 08:49:37 GMT"
//   parse_date("Sunday, 06-Nov-94 08:49:37 GMT", now)        // 784111777
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http {

inline constexpr std::size_t date_size = 29;

// IMF-fixdate. Years 0 to 9999; what is outside is written as the nearest that is inside.
void write_date(std::int64_t seconds, char (&out)[date_size]);
std::string format_date(std::int64_t seconds);

// IMF-fixdate, and the two obsolete forms that must still be read: RFC 850 and asctime(). `now` decides which century
// the two-digit year of RFC 850 means. Nothing for anything else; the name of the day is not compared with the date.
std::optional<std::int64_t> parse_date(std::string_view text, std::int64_t now);

}  // namespace kaon::inline v0::http
