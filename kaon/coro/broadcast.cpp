// The last values that were sent, and who has heard how many.
#include "kaon/coro/broadcast.hpp"

namespace kaon::inline v0::detail {

std::size_t BroadcastCore::send(Value value) const {
    WakeList woken;
    return state_.with([&](State& state) {
        value.swap(state.last[state.feed.sent() % state.last.size()]);  // the one that it replaces ends after the lock
        state.feed.advance(woken);
        return state.listeners;
    });
}

void BroadcastCore::end() const {
    WakeList woken;
    state_.lock()->feed.close(woken);
}

std::uint64_t BroadcastCore::join() const {
    return state_.with([](State& state) {
        ++state.listeners;
        return state.feed.sent();
    });
}

void BroadcastCore::leave() const { --state_.lock()->listeners; }

BroadcastCore::Taken BroadcastCore::take(std::uint64_t& heard) const {
    return state_.with([&](State& state) {
        Taken taken;
        const std::uint64_t sent = state.feed.sent();
        if (heard == sent) return taken;
        if (sent - heard > state.last.size()) {
            taken.missed = sent - heard - state.last.size();
            heard += taken.missed;
        }
        taken.value = state.last[heard % state.last.size()];
        ++heard;
        return taken;
    });
}

}  // namespace kaon::inline v0::detail
