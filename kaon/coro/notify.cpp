// Notifications: one is kept, one is handed on, all are told. `amount` of a wait: whether its notification is its own.
#include "kaon/coro/notify.hpp"

namespace kaon::inline v0 {

void Notify::State::notify_one(detail::WakeList& woken) {
    if (queue.empty()) kept = true;
    else queue.wake(*queue.first(), woken);
}

bool Notify::Notified::enter() {
    return state_.with([&](State& state) {
        if (std::exchange(state.kept, false)) return true;
        state.queue.push(*this);
        return false;
    });
}

bool Notify::Notified::leave() {
    detail::WakeList woken;
    return state_.with([&](State& state) {
        if (queued) {
            state.queue.remove(*this);
            return true;
        }
        if (amount == 1) state.notify_one(woken);
        return false;
    });
}

void Notify::notify_one() const {
    detail::WakeList woken;
    state_.lock()->notify_one(woken);
}

void Notify::notify_all() const {
    detail::WakeList woken;
    state_.with([&](State& state) {
        for (; detail::Parked* first = state.queue.first(); state.queue.wake(*first, woken)) first->amount = 0;
    });
}

Notify::~Notify() {
    if (!state_.lock()->queue.empty()) detail::died_in_use("a Notify");
}

}  // namespace kaon::inline v0
