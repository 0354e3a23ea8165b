// Budget: a bucket of tokens for frames that cost us work and the peer next to none.
//
//   Budget frames(burst, per_second);
//   if (!frames.spend(now)) ...                 // a flood
//   frames.earn(2);                             // the peer has taken something: it may answer that with two frames
//
// Whoever downloads answers each frame of content with up to two window updates, so sending earns; a request earns a
// few for its priority and its window. Small frames of content are earned by what is sent, so that who talks in small
// messages may go on as long as he is answered, and by larger ones, which often come with a small one each. What is
// left is a rate that only floods reach. Threads: a value.
#pragma once

#include <algorithm>
#include <cstdint>

#include "kaon/base/duration.hpp"

namespace kaon::inline v0::http::h2 {

class Budget {
public:
    Budget(std::uint32_t burst, std::uint32_t per_second) : burst_(burst), per_second_(per_second), tokens_(burst) {}

    // False: nothing is left.
    bool spend(Instant now) {
        if (filled_ == Instant()) filled_ = now;
        if (tokens_ == 0) fill(now);
        if (tokens_ == 0) return false;
        --tokens_;
        return true;
    }
    void earn(std::uint32_t tokens) { tokens_ = std::min<std::uint64_t>(burst_, tokens_ + tokens); }

private:
    // What has come in since the last time; only an empty bucket asks.
    void fill(Instant now) {
        const std::int64_t passed = (now - filled_).whole_milliseconds();
        const std::int64_t fresh = passed <= 0 ? 0 : passed >= 3'600'000 ? burst_ : passed * per_second_ / 1000;
        if (fresh == 0) return;
        tokens_ = std::min<std::uint64_t>(burst_, static_cast<std::uint64_t>(fresh));
        filled_ = now;
    }

    std::uint32_t burst_;
    std::uint32_t per_second_;
    std::uint64_t tokens_;
    Instant filled_;
};

}  // namespace kaon::inline v0::http::h2
