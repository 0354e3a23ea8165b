// StreamIds: which closed streams may still get frames that crossed our reset, and which were never opened.
//
//   ids.opened(5); ids.reset_by_us(5);
//   if (ids.is_new(7)) ...                      // above all before it
//   ids.may_still_get(5)                        // true: the peer did not know yet (RFC 9113, section 5.1, "closed")
//
// nghttp2 forgets a stream when it has closed. What we reset is remembered for the last 128 resets; for streams that
// are older than those, the peer has the benefit of the doubt. Threads: a value.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::h2 {

class StreamIds {
public:
    bool is_new(std::uint32_t id) const { return id > last_; }
    std::uint32_t last() const { return last_; }
    void opened(std::uint32_t id) {
        if (id > last_ + 2) {
            skipped_from_ = last_ == 0 ? 1 : last_ + 2;
            skipped_to_ = id;
        }
        last_ = id;
    }
    // Passed over by a later one: it was never opened, and never may be.
    bool skipped(std::uint32_t id) const { return id >= skipped_from_ && id < skipped_to_; }
    void reset_by_us(std::uint32_t id) {
        oldest_ = std::max(oldest_, ring_[next_]);
        ring_[next_] = id;
        next_ = (next_ + 1) % std::size(ring_);
    }
    bool may_still_get(std::uint32_t id) const {
        return id <= oldest_ || std::find(std::begin(ring_), std::end(ring_), id) != std::end(ring_);
    }

private:
    std::uint32_t last_ = 0;
    std::uint32_t skipped_from_ = 0;
    std::uint32_t skipped_to_ = 0;
    std::uint32_t ring_[128] = {};
    std::uint32_t next_ = 0;
    std::uint32_t oldest_ = 0;  // the highest that has left the ring
};

}  // namespace kaon::inline v0::http::h2
