// TimerHeap: the timers of one core, earliest first.
//
//   timers.start(timer);
//   wait_until(timers.first());        // Instant::never() without any
//   timers.fire(now);
//
// A heap with four children per node; each timer knows its place in it (Timer::heap_index), so that stopping one looks
// for nothing. Threads: one core's own. Lifetime: a started timer outlives the heap, or is stopped before it dies.
#pragma once

#include <vector>

#include "kaon/coro/core.hpp"

namespace kaon::inline v0::runtime::detail {

class TimerHeap {
public:
    // Starts it anew when it is started already.
    void start(Timer& timer);
    void stop(Timer& timer);
    // Those whose time has come, in its order. They may start and stop timers, themselves too.
    void fire(Instant now);
    Instant first() const { return timers_.empty() ? Instant::never() : timers_[0]->at; }

private:
    void sift_up(std::size_t at);
    void sift_down(std::size_t at);
    void place(Timer* timer, std::size_t at);

    std::vector<Timer*> timers_;
};

}  // namespace kaon::inline v0::runtime::detail
