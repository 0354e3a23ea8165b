// The latest value, and its number.
#include "kaon/coro/watch.hpp"

namespace kaon::inline v0::detail {

void WatchCore::set(Value value) const {
    WakeList woken;
    state_.with([&](State& state) {
        value.swap(state.value);  // the old one ends after the lock
        state.feed.advance(woken);
    });
}

void WatchCore::end() const {
    WakeList woken;
    state_.lock()->feed.close(woken);
}

WatchCore::Value WatchCore::latest(std::uint64_t* seen) const {
    return state_.with([&](State& state) {
        if (seen) *seen = state.feed.sent();
        return state.value;
    });
}

bool WatchCore::see(std::uint64_t& seen) const {
    const std::uint64_t now = sent();
    return std::exchange(seen, now) != now;
}

}  // namespace kaon::inline v0::detail
