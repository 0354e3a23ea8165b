// Atomic: counting under real threads (run under TSan too), exchanging, types of every size.
#include <gtest/gtest.h>

#include "kaon/base/atomic.hpp"
#include "kaon/base/threads_test.hpp"

using kaon::Atomic, kaon::on_threads;

TEST(atomic, counts_and_exchanges) {
    const Atomic<std::uint64_t> hits;
    on_threads(4, [&](int) {
        for (int i = 0; i < 5000; ++i) hits.add_relaxed(1);
    });
    EXPECT_EQ(hits.load(), 20'000u);
    EXPECT_EQ(hits.subtract(5000), 15'000u);
    Atomic<bool> stopped;
    EXPECT_FALSE(stopped.exchange(true));
    EXPECT_TRUE(stopped.load());
    Atomic<double> peak(1.5);
    EXPECT_EQ(peak.update([](double p) { return p * 2; }), 3.0);
    struct Point {
        short x, y;
    };
    Atomic<Point> point(Point{1, 2});
    EXPECT_EQ(point.load().y, 2);
}
