// Gates of a channel, opened and shut.
#include "kaon/coro/detail/channel_core.hpp"

namespace kaon::inline v0::detail {

void ChannelCore::Gates::fill(WakeList& woken) {
    room.forget(1, woken);
    filled.add(1, woken);
}

void ChannelCore::Gates::empty(WakeList& woken) {
    room.add(1, woken);
    filled.forget(1, woken);
}

void ChannelCore::Gates::close(WakeList& woken) {
    closed = true;
    room.close(woken);
    filled.end(woken);
    closing.wake_all(woken);
}

bool ChannelCore::leave_sending(Parked& wait) const {
    WakeList woken;
    return gates_.lock()->room.leave(wait, woken);
}

bool ChannelCore::leave_receiving(Parked& wait) const {
    WakeList woken;
    return gates_.lock()->filled.leave(wait, woken);
}

void ChannelCore::leave_place() const {
    WakeList woken;
    gates_.lock()->room.give_back(1, woken);
}

void ChannelCore::close() const {
    WakeList woken;
    gates_.lock()->close(woken);
}

void ChannelCore::end() const {
    WakeList woken;
    gates_.lock()->filled.end(woken);
}

bool ChannelCore::drained() const {
    return gates_.with([](Gates& gates) { return gates.filled.closed() && gates.filled.free() == 0; });
}

std::size_t ChannelCore::size() const { return gates_.lock()->filled.free(); }

bool ChannelClosed::enter() {
    return core_.gates_.with([&](ChannelCore::Gates& gates) {
        if (!gates.closed) gates.closing.push(*this);
        return gates.closed;
    });
}

bool ChannelClosed::leave() {
    return core_.gates_.with([&](ChannelCore::Gates& gates) {
        if (!queued) return false;
        gates.closing.remove(*this);
        return true;
    });
}

}  // namespace kaon::inline v0::detail
