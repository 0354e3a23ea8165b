// Feed: a number that only grows, and those who wait until it has passed the one they know: under broadcast and watch.
//
// Threads: all of it from any. `Feed::State` is guarded by the lock of whoever owns it.
#pragma once

#include <cstdint>
#include <memory>

#include "kaon/base/mutex.hpp"
#include "kaon/coro/detail/parked.hpp"

namespace kaon::inline v0::detail {

class Feed {
public:
    std::uint64_t sent() const { return sent_; }
    bool closed() const { return closed_; }
    void advance(WakeList& woken) {
        ++sent_;
        queue_.wake_all(woken);
    }
    void close(WakeList& woken) {
        closed_ = true;
        queue_.wake_all(woken);
    }
    // As ParkedOperation::enter() and leave().
    bool enter(Parked& wait, std::uint64_t known) {
        if (sent_ > known || closed_) return true;
        queue_.push(wait);
        return false;
    }
    bool leave(Parked& wait) {
        if (!wait.queued) return false;  // what it was woken for is still there for the next wait
        queue_.remove(wait);
        return true;
    }

private:
    std::uint64_t sent_ = 0;
    bool closed_ = false;
    WaitQueue queue_;
};

}  // namespace kaon::inline v0::detail
