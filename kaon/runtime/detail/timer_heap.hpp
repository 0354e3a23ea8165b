// TimerHeap: the timers of one core, earliest first.
//
//   timers.start(timer);
//   wait_until(timers.first());        // Instant::never() without any
//   while (Timer* due = timers.take_due(now)) due->fire(*due);
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
    // The earliest one, taken out, when its time has come; else null.
    Timer* take_due(Instant now);
    Instant first() const { return timers_.empty() ? Instant::never() : timers_[0].at; }
    std::size_t size() const { return timers_.size(); }

private:
    void sift_up(std::size_t at);
    void sift_down(std::size_t at);
    // The time stands beside the pointer: comparing touches no timer.
    struct Entry {
        Instant at;
        Timer* timer;
    };
    void place(const Entry& entry, std::size_t at);

    std::vector<Entry> timers_;
};

}  // namespace kaon::inline v0::runtime::detail
