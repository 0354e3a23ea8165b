// The calendar, day by day over more than an era on both sides of 1970.
#include <gtest/gtest.h>

#include "kaon/base/calendar.hpp"

using kaon::calendar::Date, kaon::calendar::date_of, kaon::calendar::day_of;

static_assert(day_of({.year = 2000, .month = 3, .day = 1}) == 11017);
static_assert(date_of(11017) == Date{2000, 3, 1});

TEST(calendar, goes_through_the_days_of_a_thousand_years_one_by_one) {
    const auto is_leap = [](std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); };
    const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    std::int64_t day = day_of({1500, 1, 1});
    for (std::int64_t year = 1500; year < 2500; ++year) {
        for (int month = 1; month <= 12; ++month) {
            const int length = lengths[month - 1] + (month == 2 && is_leap(year));
            for (int of_month = 1; of_month <= length; ++of_month, ++day) {
                const Date date{year, month, of_month};
                ASSERT_EQ(day_of(date), day) << year << "-" << month << "-" << of_month;
                ASSERT_TRUE(date_of(day) == date) << day;
            }
        }
    }
}

TEST(calendar, knows_the_ends_of_what_protocols_write) {
    EXPECT_EQ(day_of({1970, 1, 1}), 0);
    EXPECT_EQ(day_of({0, 1, 1}), -719528);
    EXPECT_EQ(day_of({9999, 12, 31}), 2932896);
    EXPECT_EQ(day_of({-400, 3, 1}), day_of({0, 3, 1}) - 146097);
    EXPECT_TRUE((date_of(-719529) == Date{-1, 12, 31}));
}

TEST(calendar, lets_a_day_that_there_is_not_count_on) {
    EXPECT_TRUE((date_of(day_of({2023, 4, 31})) == Date{2023, 5, 1}));
    EXPECT_TRUE((date_of(day_of({2023, 2, 29})) == Date{2023, 3, 1}));
}
