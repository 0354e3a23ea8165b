// Debounce: when a burst of events is over. Editors touch a file several times for one save.
//
//   Debounce burst;
//   burst.event(now);
//   if (burst.due() <= now) ...        // quiet for 20 ms, or 200 ms after the first event whatever comes
//
// Threads: a value.
#pragma once

#include "kaon/base/duration.hpp"

namespace kaon::inline v0::cli::dev {

struct DebounceOptions {
    Duration quiet = Duration::milliseconds(20);
    Duration longest = Duration::milliseconds(200);
};

class Debounce {
public:
    explicit Debounce(DebounceOptions options = {}) : options_(options) {}

    void event(Instant now) {
        if (!waits_) first_ = now;
        last_ = now;
        waits_ = true;
    }
    bool waits() const { return waits_; }
    // Never, when nothing has come.
    Instant due() const {
        if (!waits_) return Instant::never();
        const Instant quiet = last_ + options_.quiet, longest = first_ + options_.longest;
        return quiet < longest ? quiet : longest;
    }
    void reset() { waits_ = false; }

private:
    DebounceOptions options_;
    Instant first_{}, last_{};
    bool waits_ = false;
};

}  // namespace kaon::inline v0::cli::dev
