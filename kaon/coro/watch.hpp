// watch<T>: one value that changes; whoever is interested waits for the next change and sees the latest.
//
//   Watched<Settings> settings(load());
//   Watcher<Settings> watcher = settings.watch();
//   settings.set(load());                                   // on any core
//   while (co_await watcher.changed()) use(*watcher.latest());
//
// A watcher sees the last value, not every one. Values are shared as const T: latest() holds no lock, and stays what it
// was while it is kept.
// Cancellation: a changed() that is cancelled has seen nothing; the next one tells of the same change.
// Errors: changed() gives false once the Watched has gone; Errc::cancelled.
// Threads: set() and update() by one Task at a time; watchers on any core, each used by one Task at a time.
// Lifetime: a Watcher outlives the waits that were started with it, and keeps the last value.
#pragma once

#include "kaon/base/atomic.hpp"
#include "kaon/coro/detail/feed.hpp"
#include "kaon/coro/sync_error.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

namespace detail {

// Keeps the value with its type erased.
class WatchCore {
public:
    using Value = std::shared_ptr<const void>;

    explicit WatchCore(Value value) { state_.lock()->value = std::move(value); }
    void set(Value value) const;
    void end() const;
    Value latest(std::uint64_t* seen) const;  // and which one it is
    std::uint64_t sent() const { return state_.lock()->feed.sent(); }
    bool enter_wait(Parked& wait, std::uint64_t seen) const { return state_.lock()->feed.enter(wait, seen); }
    bool leave_wait(Parked& wait) const { return state_.lock()->feed.leave(wait); }
    bool see(std::uint64_t& seen) const;  // false: nothing new

private:
    struct State {
        Feed feed;
        Value value;
    };
    Mutex<State> state_;
};

}  // namespace detail

template <class T>
class Watcher {
public:
    class [[nodiscard]] Changed final : public detail::ParkedOperation<bool> {
    public:
        explicit Changed(Watcher& watcher) : watcher_(watcher) {}

    private:
        bool enter() override { return watcher_.core_->enter_wait(*this, watcher_.seen_); }
        bool leave() override { return watcher_.core_->leave_wait(*this); }
        Result<bool> arrive() override { return watcher_.core_->see(watcher_.seen_); }

        Watcher& watcher_;
    };

    // Waits for a value that this watcher has not seen; false when there will be none.
    Changed changed() [[clang::lifetimebound]] { return Changed(*this); }
    // The present value, which counts as seen.
    std::shared_ptr<const T> latest() { return std::static_pointer_cast<const T>(core_->latest(&seen_)); }
    // The present value; changed() still tells of it.
    std::shared_ptr<const T> peek() const { return std::static_pointer_cast<const T>(core_->latest(nullptr)); }
    // The first value for which accepts(const T&) is true: the present one or a later one. Errors: SyncErrc::closed.
    template <class F>
    Task<std::shared_ptr<const T>> wait_for(F accepts) {
        for (;;) {
            std::shared_ptr<const T> value = latest();
            if (accepts(*value)) co_return value;
            if (!co_await changed()) co_return Error(SyncErrc::closed);
        }
    }

private:
    template <class U>
    friend class Watched;
    explicit Watcher(std::shared_ptr<const detail::WatchCore> core) : core_(std::move(core)), seen_(core_->sent()) {}

    std::shared_ptr<const detail::WatchCore> core_;
    std::uint64_t seen_;
};

template <class T>
class Watched {
public:
    using value_type = T;

    explicit Watched(T value) : core_(std::make_shared<const detail::WatchCore>(shared(std::move(value)))) {}
    Watched(Watched&&) noexcept = default;
    Watched& operator=(Watched&& other) noexcept {
        std::swap(core_, other.core_);
        return *this;
    }
    ~Watched() {
        if (core_) core_->end();
    }

    void set(T value) { core_->set(shared(std::move(value))); }
    // change(T&) on a copy, which then is the value.
    template <class F>
    void update(F change) {
        T value = *latest();
        change(value);
        set(std::move(value));
    }
    std::shared_ptr<const T> latest() const { return std::static_pointer_cast<const T>(core_->latest(nullptr)); }
    // The present value counts as seen.
    Watcher<T> watch() const { return Watcher<T>(core_); }

private:
    static std::shared_ptr<const T> shared(T&& value) { return std::make_shared<const T>(std::move(value)); }

    std::shared_ptr<const detail::WatchCore> core_;
};

}  // namespace kaon::inline v0
