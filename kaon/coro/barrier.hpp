// Barrier: so many Tasks wait for each other, and go on together; again and again.
//
//   Barrier barrier(3);
//   if (co_await barrier.arrive() == Arrived::last) ...      // exactly one of each round is told that it was the last
//
// Cancellation: an arrive() that is cancelled while it waits has not arrived: the round needs another one.
// Errors: Errc::cancelled only. Threads: all of it from any; a Task goes on on its own core.
// Lifetime: outlives those who wait; else the program ends and says so.
#pragma once

#include "kaon/base/mutex.hpp"
#include "kaon/coro/detail/parked.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

enum class Arrived : std::uint8_t { among_others, last };

class Barrier {
    struct State {
        std::size_t missing;
        detail::WaitQueue queue;
    };

public:
    static constexpr bool is_shareable = true;

    class [[nodiscard]] Arriving final : public detail::ParkedOperation<Arrived> {
    public:
        explicit Arriving(const Barrier& barrier) : barrier_(barrier) {}

    private:
        bool enter() override;
        bool leave() override;
        Result<Arrived> arrive() override { return arrived_; }

        const Barrier& barrier_;
        Arrived arrived_ = Arrived::among_others;
    };

    // One that is of nobody is of one: nobody waits.
    explicit Barrier(std::size_t count) : count_(count ? count : 1), state_(State{.missing = count_, .queue = {}}) {}
    Barrier(const Barrier&) = delete;
    Barrier& operator=(const Barrier&) = delete;
    ~Barrier();

    Arriving arrive() const [[clang::lifetimebound]] { return Arriving(*this); }

private:
    const std::size_t count_;
    Mutex<State> state_;
};

}  // namespace kaon::inline v0
