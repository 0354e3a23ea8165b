// The clocks against those of the C++ library.
#include <chrono>
#include <ctime>

#include <gtest/gtest.h>

#include "kaon/base/clock.hpp"

using namespace kaon;

TEST(clock, agrees_with_the_c_library) {
    const auto steady = [] { return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()); };
    const std::int64_t before = steady().count();
    const Instant now = monotonic_now();
    EXPECT_GE(now.nanoseconds, before);
    EXPECT_LE(now.nanoseconds, steady().count());
    const std::int64_t second = std::time(nullptr);
    EXPECT_GE(unix_nanoseconds(), second * 1'000'000'000);
    EXPECT_LE(unix_nanoseconds(), (std::time(nullptr) + 2) * 1'000'000'000);
}
