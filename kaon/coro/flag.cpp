// Raising it, once.
#include "kaon/coro/flag.hpp"

namespace kaon::inline v0 {

bool Flag::Waiting::enter() {
    return state_.with([&](State& state) {
        if (!state.raised) state.queue.push(*this);
        return state.raised;
    });
}

bool Flag::Waiting::leave() {
    return state_.with([&](State& state) {
        if (!queued) return false;
        state.queue.remove(*this);
        return true;
    });
}

void Flag::raise() const {
    detail::WakeList woken;
    state_.with([&](State& state) {
        state.raised = true;
        state.queue.wake_all(woken);
    });
}

Flag::~Flag() {
    if (!state_.lock()->queue.empty()) detail::died_in_use("a Flag");
}

}  // namespace kaon::inline v0
