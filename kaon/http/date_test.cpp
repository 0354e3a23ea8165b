// Dates: against the C library for every kind of day, the obsolete forms, and what is no date.
#include "kaon/http/date.hpp"

#include <gtest/gtest.h>

#include <ctime>

using namespace kaon::http;

namespace {
constexpr std::int64_t now = 1'795'000'000;  // November 2026
}

TEST(date, is_written_as_the_c_library_does) {
    for (std::int64_t seconds = -62'167'219'200; seconds < 253'402'300'800; seconds += 86400 * 37 + 12345) {
        const auto time = static_cast<std::time_t>(seconds);
        std::tm parts{};
        gmtime_r(&time, &parts);
        char expected[64];
        std::strftime(expected, sizeof expected, "%a, %d %b %Y %H:%M:%S GMT", &parts);
        if (parts.tm_year + 1900 < 1000) continue;  // strftime does not pad the year
        ASSERT_EQ(format_date(seconds), expected);
        ASSERT_EQ(parse_date(expected, now), seconds);
    }
    EXPECT_EQ(format_date(INT64_MIN), "Sat, 01 Jan 0000 00:00:00 GMT");
    EXPECT_EQ(format_date(INT64_MAX), "Fri, 31 Dec 9999 23:59:59 GMT");
}

TEST(date, is_read_in_all_three_forms) {
    EXPECT_EQ(parse_date("Sun, 06 Nov 1994 08:49:37 GMT", now), 784111777);
    EXPECT_EQ(parse_date("Sunday, 06-Nov-94 08:49:37 GMT", now), 784111777);
    EXPECT_EQ(parse_date("Sun Nov  6 08:49:37 1994", now), 784111777);
    EXPECT_EQ(parse_date("Wed Nov 16 08:49:37 1994", now), 784975777);
    EXPECT_EQ(parse_date("Thu, 29 Feb 2024 00:00:00 GMT", now), 1709164800);
    EXPECT_EQ(parse_date("Thu, 01 Jan 1970 00:00:00 GMT", now), 0);
}

TEST(date, two_digit_years_are_at_most_fifty_ahead) {
    EXPECT_EQ(parse_date("Wednesday, 01-Jan-76 00:00:00 GMT", now), parse_date("Wed, 01 Jan 2076 00:00:00 GMT", now));
    EXPECT_EQ(parse_date("Saturday, 01-Jan-77 00:00:00 GMT", now), parse_date("Sat, 01 Jan 1977 00:00:00 GMT", now));
}

TEST(date, nothing_else_is_one) {
    for (std::string_view text : {"",
                                  "now",
                                  "Friday",
                                  "Sun, 06 Nov 1994 08:49:37",
                                  "Sun, 06 Nov 1994 08:49:37 GMT ",
                                  "Sun, 6 Nov 1994 08:49:37 GMT",
                                  "Sun, 06 Nov 1994 08:49:37 UTC",
                                  "Sun, 06 nov 1994 08:49:37 GMT",
                                  "Sun, 31 Apr 1994 08:49:37 GMT",
                                  "Thu, 29 Feb 2023 00:00:00 GMT",
                                  "Sun, 00 Nov 1994 08:49:37 GMT",
                                  "Sun, 06 Nov 1994 24:00:00 GMT",
                                  "Sun, 06 Nov 1994 08:60:37 GMT",
                                  "Sun, 06 Nov 1994 08:49:61 GMT",
                                  "Xxx, 06 Nov 1994 08:49:37 GMT",
                                  "Sun, 06 Nov -994 08:49:37 GMT",
                                  "Sun, 06 Nov 1994 08:49:37 +0000",
                                  "1994-11-06T08:49:37Z",
                                  "Sun Nov 6 08:49:37 1994",
                                  "Sun Nov  6 08:49:37 19944",
                                  "Sun, 06-Nov-94 08:49:37 GMT"}) {
        EXPECT_EQ(parse_date(text, now), std::nullopt) << text;
    }
}
