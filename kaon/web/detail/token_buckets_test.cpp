// TokenBuckets: the rate that one client gets, and what becomes of the others when there are too many.
#include <gtest/gtest.h>

#include "kaon/base/atomic.hpp"
#include "kaon/base/threads_test.hpp"
#include "kaon/http/peer_key.hpp"
#include "kaon/web/detail/token_buckets.hpp"

namespace kaon::inline v0::web::detail {
namespace {

constexpr Instant start{1'000'000'000'000};
std::uint64_t client(std::uint64_t number) { return http::PeerKey{.high = number, .low = 0}.hash(42); }

TEST(token_buckets, give_the_rate_over_a_long_time_however_often_they_are_asked) {
    TokenBuckets buckets({.interval = 100ms, .burst = 5, .clients = 100});
    int granted = 0;
    for (Instant now = start; now < start + 100s; now = now + 7ms) granted += buckets.take(1, now).granted;
    EXPECT_GE(granted, 1000);
    EXPECT_LE(granted, 1005);
}

TEST(token_buckets, that_were_asked_least_make_room_and_the_busiest_are_remembered) {
    TokenBuckets buckets({.interval = 1s, .burst = 10, .clients = 4'096});
    EXPECT_EQ(buckets.places(), 4'096u);
    const std::uint64_t busy = client(0);
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(buckets.take(busy, start).granted);
    EXPECT_FALSE(buckets.take(busy, start).granted);
    for (std::uint64_t i = 1; i < 1'000'000; ++i) EXPECT_TRUE(buckets.take(client(i), start).granted);
    EXPECT_FALSE(buckets.take(busy, start).granted) << "a flood of addresses washes nobody clean";
}

TEST(token_buckets, that_are_full_again_are_places_for_others) {
    TokenBuckets buckets({.interval = 1s, .burst = 1, .clients = 512});
    for (std::uint64_t round = 0; round < 100; ++round) {
        const Instant now = start + Duration::seconds(static_cast<std::int64_t>(round) * 2);
        for (std::uint64_t i = 0; i < 64; ++i) EXPECT_TRUE(buckets.take(client(round * 64 + i), now).granted);
    }
}

TEST(token_buckets, give_no_token_twice_to_cores_that_ask_at_once) {
    const TokenBuckets buckets({.interval = 1s, .burst = 1'000, .clients = 1});
    Atomic<int> granted(0);
    on_threads(4, [&](int) {
        for (int i = 0; i < 1'000; ++i) granted.add(buckets.take(7, start).granted);
    });
    EXPECT_EQ(granted.load(), 1'000);
}

}  // namespace
}  // namespace kaon::inline v0::web::detail
