// Permits: a number of something that is handed out in the order of asking; the one algorithm behind Semaphore,
// AsyncMutex, AsyncRwLock and both ends of a channel.
//
// Fair: who asks for much is not overtaken by who asks for little. What was granted to a wait that is cancelled before
// it learns of it goes to the next. Threads: guarded by the lock of whoever owns it.
#pragma once

#include "kaon/coro/detail/parked.hpp"

namespace kaon::inline v0::detail {

class Permits {
public:
    explicit Permits(std::size_t count) : free_(count) {}

    std::size_t free() const { return free_; }
    // Granted, and not given back.
    std::size_t taken() const { return taken_; }
    bool waited_for() const { return !queue_.empty(); }
    bool closed() const { return closing_ != Closing::no; }

    // False when they are not there, or somebody waits already.
    bool try_take(std::size_t count);
    // As ParkedOperation::enter() and leave().
    bool enter(Parked& wait);
    bool leave(Parked& wait, WakeList& woken);
    // Back from whoever had taken them.
    void give_back(std::size_t count, WakeList& woken);
    // New ones.
    void add(std::size_t count, WakeList& woken);
    // Taken ones that do not come back.
    void forget(std::size_t count, WakeList& woken) {
        taken_ -= count;
        grant(woken);
    }
    // Nobody gets any more.
    void close(WakeList& woken);
    // No new ones will come: who asks for more than are free is refused once none is out that may come back.
    void end(WakeList& woken);

private:
    enum class Closing : std::uint8_t { no, ended, closed };

    void grant(WakeList& woken);
    bool hopeless() const { return closing_ == Closing::closed || (closing_ == Closing::ended && taken_ == 0); }

    std::size_t free_;
    std::size_t taken_ = 0;
    Closing closing_ = Closing::no;
    WaitQueue queue_;
};

}  // namespace kaon::inline v0::detail
