// Counters and histograms, added to by many threads at once.
#include <gtest/gtest.h>

#include "kaon/base/threads_test.hpp"
#include "kaon/telemetry/meter.hpp"

using namespace kaon::telemetry;
using namespace kaon::literals;

TEST(meter, counts_from_many_threads) {
    const Counter counter;
    const Histogram histogram;
    kaon::on_threads(4, [&](int) {
        for (int i = 0; i < 1000; ++i) {
            counter.add(2);
            histogram.record(i < 990 ? 8ms : 30s);
        }
    });
    EXPECT_EQ(counter.read(), 8000u);
    const auto reading = histogram.read();
    EXPECT_EQ(reading.count, 4000u);
    EXPECT_EQ(reading.counts[1], 3960u);
    EXPECT_EQ(reading.counts[Histogram::buckets - 1], 40u);
    EXPECT_NEAR(reading.sum, 3960 * 0.008 + 40 * 30, 1e-6);
    EXPECT_NEAR(reading.quantile(0.5), 0.0075, 0.0005);
    EXPECT_EQ(reading.quantile(0.999), 10);
    EXPECT_EQ(Histogram::Reading{}.quantile(0.5), 0);
}
