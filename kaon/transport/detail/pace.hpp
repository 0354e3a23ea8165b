// Pace: how long a peer may be waited for in all: a grace, and longer for what it has moved meanwhile.
//
//   Pace pace;
//   pace.moved(n);                                  // bytes that it sent, or took
//   pace.waited(now - since);
//   deadline = now + pace.patience(options.write_timeout, {options.write_grace, options.write_bytes_per_second});
//
// A timeout between two pieces is no bound: a byte now and then holds a handler, or a buffer, for hours. The rate is.
// Threads: a value.
#pragma once

#include <algorithm>
#include <cstdint>

#include "kaon/base/duration.hpp"

namespace kaon::inline v0::transport::detail {

class Pace {
public:
    struct Rate {
        Duration grace;
        std::uint32_t bytes_per_second = 0;  // 0: no such limit
    };

    void moved(std::uint64_t bytes) { bytes_ += bytes; }
    void waited(Duration time) { waited_ = waited_ + time; }
    std::uint64_t bytes() const { return bytes_; }

    // How much longer in all; not above zero: too slow.
    Duration left(Rate rate) const {
        if (rate.bytes_per_second == 0) return Duration::max();
        constexpr std::uint64_t most = INT64_MAX / 2'000'000'000;  // seconds that a Duration holds, and their sum
        const std::uint64_t earned = std::min(bytes_ / rate.bytes_per_second, most);
        const std::uint64_t rest = bytes_ % rate.bytes_per_second * 1000 / rate.bytes_per_second;
        const Instant end = Instant() + rate.grace + Duration::seconds(static_cast<std::int64_t>(earned)) +
                            Duration::milliseconds(static_cast<std::int64_t>(rest));  // a grace may be for ever
        return end - (Instant() + waited_);
    }
    // How long it may move nothing now.
    Duration patience(Duration timeout, Rate rate) const { return std::min(timeout, left(rate)); }

private:
    std::uint64_t bytes_ = 0;
    Duration waited_;
};

}  // namespace kaon::inline v0::transport::detail
