// Notify: tells Tasks that something has happened, without a value.
//
//   Notify changed;
//   while (queue.empty()) co_await changed.notified();      // the one
//   changed.notify_one();                                    // another, on any core
//
// notify_one() wakes who has waited longest; when nobody waits, the next notified() does not wait (one notification is
// kept, not a count). notify_all() wakes those who wait now, and is not kept.
// Cancellation: a notified() that is cancelled has taken nothing; a notify_one() that was on its way to it goes to the
// next. Errors: Errc::cancelled only. Threads: all of it from any; a Task goes on on its own core.
// Lifetime: outlives those who wait; else the program ends and says so.
#pragma once

#include "kaon/base/mutex.hpp"
#include "kaon/coro/detail/parked.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

class Notify {
    struct State {
        detail::WaitQueue queue;
        bool kept = false;
        void notify_one(detail::WakeList& woken);
    };

public:
    static constexpr bool is_shareable = true;

    class [[nodiscard]] Notified final : public detail::ParkedOperation<void> {
    public:
        explicit Notified(const Notify& notify) : state_(notify.state_) {}

    private:
        bool enter() override;
        bool leave() override;
        Result<> arrive() override { return {}; }

        const Mutex<State>& state_;
    };

    Notify() = default;
    Notify(const Notify&) = delete;
    Notify& operator=(const Notify&) = delete;
    ~Notify();

    Notified notified() const [[clang::lifetimebound]] { return Notified(*this); }
    void notify_one() const;
    void notify_all() const;

private:
    Mutex<State> state_;
};

}  // namespace kaon::inline v0
