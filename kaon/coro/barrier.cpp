// Counting those who are missing.
#include "kaon/coro/barrier.hpp"

namespace kaon::inline v0 {

bool Barrier::Arriving::enter() {
    detail::WakeList woken;
    return barrier_.state_.with([&](State& state) {
        if (--state.missing > 0) {
            state.queue.push(*this);
            return false;
        }
        state.missing = barrier_.count_;
        state.queue.wake_all(woken);
        arrived_ = Arrived::last;
        return true;
    });
}

bool Barrier::Arriving::leave() {
    return barrier_.state_.with([&](State& state) {
        if (!queued) return false;  // the round is over, and this was one of it
        state.queue.remove(*this);
        ++state.missing;
        return true;
    });
}

Barrier::~Barrier() {
    if (!state_.lock()->queue.empty()) detail::died_in_use("a Barrier");
}

}  // namespace kaon::inline v0
