// Duration and Instant: literals, whole units, and the end of time.
#include <gtest/gtest.h>

#include "kaon/base/duration.hpp"

using namespace kaon;

TEST(duration, counts_and_saturates) {
    EXPECT_EQ((1500ms).whole_seconds(), 1);
    EXPECT_EQ(Duration{1'999}.whole_microseconds(), 1);
    EXPECT_EQ(2min, 120s);
    EXPECT_LT(999us, 1ms);
    EXPECT_EQ((Instant{5} + Duration{7}) - Instant{2}, Duration{10});
    EXPECT_EQ(Instant{INT64_MAX - 1} + 1h, Instant::never());
}
