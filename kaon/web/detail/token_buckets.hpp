// TokenBuckets: how much each of many clients may still do, in memory that is fixed from the beginning.
//
//   TokenBuckets buckets({.interval = 600ms, .burst = 100, .clients = 65'536});
//   const TokenBuckets::Taken taken = buckets.take(client, core.now());
//   if (!taken.granted) ...                             // again after taken.wait
//
// A bucket holds `burst` tokens at most and gets one each `interval`. It is kept as the moment at which it will be
// full, so nothing runs in between and one that is full need not be kept. Clients share sets of eight places by their
// hash; a new one takes the place of the bucket that is the fullest, so that whoever comes with many addresses
// displaces those who have done the least. Threads: any; one lock for a share of the sets. Nothing is allocated after
// it was made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "kaon/base/duration.hpp"
#include "kaon/base/mutex.hpp"

namespace kaon::inline v0::web::detail {

struct BucketOptions {
    Duration interval;          // above 0
    std::uint32_t burst = 1;    // above 0
    std::size_t clients = 65'536;  // at least
};

class TokenBuckets {
public:
    explicit TokenBuckets(BucketOptions options);

    struct Taken {
        bool granted = false;
        std::uint32_t left = 0;  // tokens
        Duration full_after;
        Duration wait;  // for the next token, where there is none
    };
    // `client` is a hash that others cannot predict.
    Taken take(std::uint64_t client, Instant now) const;
    std::size_t places() const { return sets_ * places_of_set; }

private:
    static constexpr std::size_t places_of_set = 8;
    static constexpr std::size_t shares = 64;

    struct Bucket {
        std::uint64_t client = 0;
        Instant full_at;
    };
    struct alignas(64) Set {
        Bucket buckets[places_of_set];
    };
    Bucket& place_of(Set& set, std::uint64_t client) const;

    const BucketOptions options_;
    const std::size_t sets_;
    const Duration longest_;  // until the emptiest bucket from which one may take is full
    Mutex<std::unique_ptr<Set[]>> shares_[shares];
};

}  // namespace kaon::inline v0::web::detail
