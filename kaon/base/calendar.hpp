// Dates of the Gregorian calendar as days since 1970-01-01, and back, for years of any size.
//
//   calendar::day_of({.year = 2000, .month = 3, .day = 1})     // 11017
//   calendar::date_of(11017)                                   // 2000-03-01
//
// By eras of 400 years that start in March (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). No time zones,
// no leap seconds. Threads: pure functions.
#pragma once

#include <cstdint>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::calendar {

struct Date {
    std::int64_t year;
    int month;  // 1 to 12
    int day;    // 1 to 31

    friend constexpr bool operator==(const Date&, const Date&) = default;
};

// A day that its month has not counts on: 31 April is 1 May.
constexpr std::int64_t day_of(Date date) {
    const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

constexpr Date date_of(std::int64_t day) {
    day += 719468;
    const std::int64_t era = (day >= 0 ? day : day - 146096) / 146097;
    const std::int64_t of_era = day - era * 146097;
    const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    const auto from_march = static_cast<int>((5 * of_year + 2) / 153);
    const int month = from_march < 10 ? from_march + 3 : from_march - 9;
    return {year + era * 400 + (month <= 2), month, static_cast<int>(of_year - (153 * from_march + 2) / 5 + 1)};
}

}  // namespace kaon::inline v0::calendar
