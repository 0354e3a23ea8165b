// How long a peer is waited for, at rates and limits of any size.
#include <gtest/gtest.h>

#include "kaon/transport/detail/pace.hpp"

namespace kaon::inline v0::transport::detail {
namespace {

constexpr Pace::Rate usual{.grace = 30s, .bytes_per_second = 500};

TEST(pace, earns_time_for_what_has_moved) {
    Pace pace;
    EXPECT_EQ(pace.left(usual), 30s);
    pace.moved(1'000);
    pace.waited(10s);
    EXPECT_EQ(pace.left(usual), 22s);
    pace.moved(250);
    EXPECT_EQ(pace.left(usual), 22'500ms);
    EXPECT_EQ(pace.patience(5s, usual), 5s);
    pace.waited(23s);
    EXPECT_LT(pace.left(usual), Duration());
}

TEST(pace, knows_no_end_where_there_is_none) {
    Pace pace;
    pace.waited(1h);
    EXPECT_EQ(pace.left({.grace = 1s, .bytes_per_second = 0}), Duration::max());
    pace.moved(UINT64_MAX / 2);
    for (const Duration grace : {Duration(1s), Duration::max()}) {
        EXPECT_EQ(pace.patience(30s, {.grace = grace, .bytes_per_second = 1}), 30s);
        EXPECT_EQ(pace.patience(30s, {.grace = grace, .bytes_per_second = UINT32_MAX}), 30s);
    }
}

}  // namespace
}  // namespace kaon::inline v0::transport::detail
