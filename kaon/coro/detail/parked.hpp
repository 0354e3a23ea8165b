// Parked: one wait in the queue of something that every core may use; it goes on where it waits.
//
// Whoever ends the wait takes it out of the queue under the lock of that thing (WakeList::wake), and posts it to its
// own core when the lock is free again (the WakeList's end). From then on it is on its way: the operation that it lives
// in ends when it has arrived, and never before, even if it is cancelled meanwhile; so nothing is allocated, and no
// queue or core ever leads to a frame that has gone.
//
//   WakeList woken;                                   // first, so that it ends last
//   Mutex<State>::Guard state(state_);
//   state->queue.wake_first(woken);
//
// Threads: a queue is guarded by the lock of whoever owns it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kaon/coro/operation.hpp"

namespace kaon::inline v0::detail {

struct Parked : Job {
    Core* home = nullptr;
    Parked* after = nullptr;  // in the queue
    Parked* before = nullptr;
    std::size_t amount = 1;  // of what it waits for
    bool queued = false;
    bool at_once = false;  // may be done with it when it need not wait; else it only takes its permit
    bool refused = false;  // woken because there will be nothing to wait for
};

// Those who were woken: posted to their cores when the list ends, which is after the lock was let go.
class WakeList {
public:
    WakeList() = default;
    WakeList(const WakeList&) = delete;
    WakeList& operator=(const WakeList&) = delete;
    ~WakeList() {
        if (first_) post_all();
    }
    void add(Parked& parked);

private:
    void post_all();

    Job* first_ = nullptr;
    Job** last_ = &first_;
};

// In the order of their coming.
class WaitQueue {
public:
    Parked* first() const { return first_; }
    bool empty() const { return !first_; }
    void push(Parked& parked);
    void remove(Parked& parked);
    void wake(Parked& parked, WakeList& woken) {
        remove(parked);
        woken.add(parked);
    }
    void wake_all(WakeList& woken) {
        while (first_) wake(*first_, woken);
    }

private:
    Parked* first_ = nullptr;
    Parked* last_ = nullptr;
};

// Says what was destroyed while somebody held it or waited for it, and aborts.
[[noreturn, gnu::cold]] void died_in_use(const char* what);

// An Operation that waits in such a queue.
template <class T>
class ParkedOperation : public Operation<T>, protected Parked {
protected:
    ParkedOperation() { Job::run = woken; }

    // Takes what it waits for, and gives true, or joins the queue.
    virtual bool enter() = 0;
    // Leaves the queue, and gives true; or it was woken and is on its way: then gives back what it was given.
    virtual bool leave() = 0;
    // The outcome, on its own core, once it has what it waited for.
    virtual Result<T> arrive() = 0;

private:
    Begun start(Core& core) final {
        home = &core;
        at_once = !core.due_to_yield();
        if (!enter()) return Begun::ends_itself;
        if (!at_once) {
            core.post(*this);
            return Begun::ends_itself;
        }
        this->finish(arrive());
        return Begun::finished;
    }
    void stop() final {
        if (leave()) this->complete(Error(Errc::cancelled));
        else gave_up_ = true;
    }
    static void woken(Job& job) {
        auto& self = static_cast<ParkedOperation&>(static_cast<Parked&>(job));
        if (self.gave_up_) self.complete(Error(Errc::cancelled));
        else self.complete(self.arrive());
    }

    bool gave_up_ = false;
};

}  // namespace kaon::inline v0::detail
