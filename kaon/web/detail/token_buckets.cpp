// The generic cell rate algorithm: a bucket as one point in time.
#include "kaon/web/detail/token_buckets.hpp"

#include <algorithm>

namespace kaon::inline v0::web::detail {

namespace {
std::size_t rounded_up(std::size_t number, std::size_t step) { return (number + step - 1) / step * step; }
}  // namespace

TokenBuckets::TokenBuckets(BucketOptions options)
    : options_(options),
      sets_(rounded_up(std::max<std::size_t>(options.clients, 1), places_of_set * shares) / places_of_set),
      longest_(options.interval * (options.burst - 1)) {
    for (const auto& share : shares_) *share.lock() = std::make_unique<Set[]>(sets_ / shares);
}

// Its own, or that of whoever has done the least lately.
TokenBuckets::Bucket& TokenBuckets::place_of(Set& set, std::uint64_t client) const {
    Bucket* fullest = set.buckets;
    for (Bucket& bucket : set.buckets) {
        if (bucket.client == client) return bucket;
        if (bucket.full_at < fullest->full_at) fullest = &bucket;
    }
    *fullest = {.client = client, .full_at = {}};
    return *fullest;
}

TokenBuckets::Taken TokenBuckets::take(std::uint64_t client, Instant now) const {
    const std::size_t set = client % sets_;
    const auto sets = shares_[set % shares].lock();
    Bucket& bucket = place_of((*sets)[set / shares], client);
    const Instant full_at = std::max(bucket.full_at, now);
    if (full_at - now > longest_)
        return {.granted = false, .left = 0, .full_after = full_at - now, .wait = full_at - now - longest_};
    bucket.full_at = full_at + options_.interval;
    const Duration full_after = bucket.full_at - now;
    const std::int64_t gone = (full_after.nanoseconds - 1) / options_.interval.nanoseconds + 1;
    return {.granted = true,
            .left = options_.burst - static_cast<std::uint32_t>(gone),
            .full_after = full_after,
            .wait = {}};
}

}  // namespace kaon::inline v0::web::detail
