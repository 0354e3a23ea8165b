// broadcast<T>(capacity): every receiver hears every value, unless it is too slow; then it is told how many it missed.
//
//   Broadcaster<Event> events(64);
//   Listener<Event> listener = events.subscribe();          // hears what is sent from now on
//   events.send({.kind = "saved"});                          // never waits: who is slow misses the oldest
//   while (std::optional<Heard<Event>> heard = co_await listener.recv()) {
//       if (heard->missed) resync();
//       show(**heard);
//   }
//
// A value is made once and shared by all who hear it, across cores: as const T. The last `capacity` values are kept
// until newer ones take their place.
// Cancellation: a recv() that is cancelled has heard nothing; the next one gives the same value.
// Errors: recv() gives nothing once the last Broadcaster has gone and everything was heard; Errc::cancelled.
// Threads: a Broadcaster may be copied and used from any; a Listener by one Task at a time, on any core.
// Lifetime: a Listener outlives the waits that were started with it.
#pragma once

#include <vector>

#include "kaon/base/atomic.hpp"
#include "kaon/coro/detail/feed.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

// A value, and how many before it were lost to this listener.
template <class T>
struct Heard {
    std::shared_ptr<const T> value;
    std::uint64_t missed = 0;

    const T& operator*() const [[clang::lifetimebound]] { return *value; }
    const T* operator->() const [[clang::lifetimebound]] { return value.get(); }
};

namespace detail {

// Keeps the values with their types erased.
class BroadcastCore {
public:
    using Value = std::shared_ptr<const void>;
    struct Taken {
        Value value;  // null: nothing will come
        std::uint64_t missed = 0;
    };

    explicit BroadcastCore(std::size_t capacity) { state_.lock()->last.resize(capacity ? capacity : 1); }

    Atomic<std::size_t> senders = 0;
    std::size_t send(Value value) const;  // to how many
    void end() const;
    std::uint64_t join() const;
    void leave() const;
    std::size_t listeners() const { return state_.lock()->listeners; }
    bool enter_wait(Parked& wait, std::uint64_t heard) const { return state_.lock()->feed.enter(wait, heard); }
    bool leave_wait(Parked& wait) const { return state_.lock()->feed.leave(wait); }
    Taken take(std::uint64_t& heard) const;

private:
    struct State {
        Feed feed;
        std::vector<Value> last;
        std::size_t listeners = 0;
    };
    Mutex<State> state_;
};

}  // namespace detail

template <class T>
class Listener {
public:
    class [[nodiscard]] Receiving final : public detail::ParkedOperation<std::optional<Heard<T>>> {
    public:
        explicit Receiving(Listener& listener) : listener_(listener) {}

    private:
        bool enter() override { return listener_.core_->enter_wait(*this, listener_.heard_); }
        bool leave() override { return listener_.core_->leave_wait(*this); }
        Result<std::optional<Heard<T>>> arrive() override { return listener_.take(); }

        Listener& listener_;
    };

    Listener(Listener&& other) noexcept = default;
    Listener& operator=(Listener&& other) noexcept {
        std::swap(core_, other.core_);
        std::swap(heard_, other.heard_);
        return *this;
    }
    ~Listener() {
        if (core_) core_->leave();
    }

    Receiving recv() [[clang::lifetimebound]] { return Receiving(*this); }
    // What is there now, without waiting.
    std::optional<Heard<T>> try_recv() { return take(); }

private:
    template <class U>
    friend class Broadcaster;
    explicit Listener(std::shared_ptr<const detail::BroadcastCore> core)
        : core_(std::move(core)), heard_(core_->join()) {}
    std::optional<Heard<T>> take() {
        auto [value, missed] = core_->take(heard_);
        if (!value) return std::nullopt;
        return Heard<T>{.value = std::static_pointer_cast<const T>(std::move(value)), .missed = missed};
    }

    std::shared_ptr<const detail::BroadcastCore> core_;
    std::uint64_t heard_;
};

template <class T>
class Broadcaster {
public:
    using value_type = T;
    static constexpr bool is_shareable = true;

    // `capacity` of 0 counts as 1.
    explicit Broadcaster(std::size_t capacity) : Broadcaster(std::make_shared<const detail::BroadcastCore>(capacity)) {}
    Broadcaster(const Broadcaster& other) : Broadcaster(other.core_) {}
    Broadcaster(Broadcaster&&) noexcept = default;
    Broadcaster& operator=(Broadcaster other) noexcept {
        std::swap(core_, other.core_);
        return *this;
    }
    ~Broadcaster() {
        if (core_ && core_->senders.subtract(1) == 0) core_->end();
    }

    // Gives the number of listeners, which may be none.
    std::size_t send(T value) const { return send_shared(std::make_shared<const T>(std::move(value))); }
    // One that is shared already. Never null.
    std::size_t send_shared(std::shared_ptr<const T> value) const { return core_->send(std::move(value)); }
    Listener<T> subscribe() const { return Listener<T>(core_); }
    std::size_t listeners() const { return core_->listeners(); }

private:
    explicit Broadcaster(std::shared_ptr<const detail::BroadcastCore> core) : core_(std::move(core)) {
        if (core_) core_->senders.add(1);
    }

    std::shared_ptr<const detail::BroadcastCore> core_;
};

}  // namespace kaon::inline v0
