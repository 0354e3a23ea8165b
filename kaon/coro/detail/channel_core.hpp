// Channel<T>: what the ends of a channel share: room to be had by senders, values to be had by receivers, one lock.
//
// Room and values are both Permits, so that waiting, order and cancellation are one algorithm: a sender takes a permit
// of `room` and turns it into a value, which is a permit of `filled`; a receiver does the opposite.
// Threads: all of it from any.
#pragma once

#include <optional>

#include "kaon/base/atomic.hpp"
#include "kaon/base/mutex.hpp"
#include "kaon/coro/detail/permits.hpp"
#include "kaon/coro/detail/ring.hpp"
#include "kaon/coro/sync_error.hpp"

namespace kaon::inline v0::detail {

// All of it that does not depend on the values' type.
class ChannelCore {
public:
    // Living ends.
    Atomic<std::size_t> senders = 0;
    Atomic<std::size_t> receivers = 0;

    bool enter_sending(Parked& wait) const { return gates_.lock()->room.enter(wait); }
    bool leave_sending(Parked& wait) const;
    bool try_place() const { return gates_.lock()->room.try_take(1); }
    void leave_place() const;

    bool enter_receiving(Parked& wait) const { return gates_.lock()->filled.enter(wait); }
    bool leave_receiving(Parked& wait) const;
    bool try_value() const { return gates_.lock()->filled.try_take(1); }

    // Takes no more values.
    void close() const;
    // No sender is left.
    void end() const;
    bool closed() const { return gates_.lock()->closed; }
    // Closed or ended, and empty.
    bool drained() const;
    std::size_t size() const;

protected:
    struct Gates {
        Permits room;
        Permits filled{0};
        WaitQueue closing;  // those who wait for close()
        bool closed = false;

        // A place became a value, and the other way round.
        void fill(WakeList& woken);
        void empty(WakeList& woken);
        void close(WakeList& woken);
    };
    explicit ChannelCore(std::size_t capacity)
        : gates_(Gates{.room = Permits(capacity ? capacity : 1), .closing = {}}) {}

    Mutex<Gates> gates_;

private:
    friend class ChannelClosed;
};

// The wait for close().
class [[nodiscard]] ChannelClosed final : public ParkedOperation<void> {
public:
    explicit ChannelClosed(const ChannelCore& core) : core_(core) {}

private:
    bool enter() override;
    bool leave() override;
    Result<> arrive() override { return {}; }

    const ChannelCore& core_;
};

template <class T>
class Channel final : public ChannelCore {
public:
    using ChannelCore::enter_receiving;
    using ChannelCore::enter_sending;

    explicit Channel(std::size_t capacity) : ChannelCore(capacity) {}

    // As enter_sending() and enter_receiving(), and done at once, under the same lock, where nothing stands against it.
    bool enter_sending(Parked& wait, T& value, bool& sent) {
        WakeList woken;
        return gates_.with([&](Gates& gates) {
            if (!wait.at_once || gates.closed || !gates.room.try_take(1)) return gates.room.enter(wait);
            put(gates, std::move(value), woken);
            return sent = true;
        });
    }
    bool enter_receiving(Parked& wait, std::optional<T>& value) {
        WakeList woken;
        return gates_.with([&](Gates& gates) {
            if (!wait.at_once || !gates.filled.try_take(1)) return gates.filled.enter(wait);
            value.emplace(take(gates, woken));
            return true;
        });
    }
    // Into the place that the caller has taken; false, and the value untouched, when it was closed meanwhile.
    bool push(T&& value) {
        WakeList woken;
        return gates_.with([&](Gates& gates) {
            if (gates.closed) {
                gates.room.give_back(1, woken);
                return false;
            }
            put(gates, std::move(value), woken);
            return true;
        });
    }
    // The one that the caller has a permit for.
    T pop() {
        WakeList woken;
        return gates_.with([&](Gates& gates) { return take(gates, woken); });
    }
    // No receiver is left: what is in it ends here, outside of the lock.
    void abandon() {
        Ring<T> values;
        WakeList woken;
        gates_.with([&](Gates& gates) {
            gates.close(woken);
            values.swap(values_);
        });
    }

private:
    void put(Gates& gates, T&& value, WakeList& woken) {
        values_.push(std::move(value));
        gates.fill(woken);
    }
    T take(Gates& gates, WakeList& woken) {
        T value = values_.take();
        gates.empty(woken);
        return value;
    }

    Ring<T> values_;  // under the lock of gates_
};

}  // namespace kaon::inline v0::detail
