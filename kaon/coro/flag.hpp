// Flag: raised once, and seen by everyone from then on: the end of a program, a start signal.
//
//   Flag stopping;
//   auto next = co_await first_of(jobs.recv(), stopping.wait());      // on any core
//   stopping.raise();
//
// Cancellation: a wait() that is cancelled changes nothing. Errors: Errc::cancelled only.
// Threads: all of it from any; a Task goes on on its own core.
// Lifetime: outlives those who wait; else the program ends and says so.
#pragma once

#include "kaon/base/mutex.hpp"
#include "kaon/coro/detail/parked.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

class Flag {
    struct State {
        bool raised = false;
        detail::WaitQueue queue;
    };

public:
    static constexpr bool is_shareable = true;

    class [[nodiscard]] Waiting final : public detail::ParkedOperation<void> {
    public:
        explicit Waiting(const Flag& flag) : state_(flag.state_) {}

    private:
        bool enter() override;
        bool leave() override;
        Result<> arrive() override { return {}; }

        const Mutex<State>& state_;
    };

    Flag() = default;
    Flag(const Flag&) = delete;
    Flag& operator=(const Flag&) = delete;
    ~Flag();

    void raise() const;
    bool raised() const { return state_.lock()->raised; }
    Waiting wait() const [[clang::lifetimebound]] { return Waiting(*this); }

private:
    Mutex<State> state_;
};

}  // namespace kaon::inline v0
