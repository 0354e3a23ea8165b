// The heap's upkeep.
#include "kaon/runtime/detail/timer_heap.hpp"

#include <algorithm>

namespace kaon::inline v0::runtime::detail {

namespace {
constexpr std::size_t arity = 4;
}

void TimerHeap::place(const Entry& entry, std::size_t at) {
    timers_[at] = entry;
    entry.timer->heap_index = at;
}

void TimerHeap::start(Timer& timer) {
    if (timer.started()) stop(timer);
    timers_.push_back({timer.at, &timer});
    timer.heap_index = timers_.size() - 1;
    sift_up(timer.heap_index);
}

void TimerHeap::stop(Timer& timer) {
    if (!timer.started()) return;
    const std::size_t hole = timer.heap_index;
    timer.heap_index = Timer::not_started;
    const Entry last = timers_.back();
    timers_.pop_back();
    if (last.timer == &timer) return;
    place(last, hole);
    sift_up(hole);
    sift_down(last.timer->heap_index);
}

void TimerHeap::sift_up(std::size_t at) {
    const Entry entry = timers_[at];
    while (at > 0) {
        const std::size_t parent = (at - 1) / arity;
        if (timers_[parent].at <= entry.at) break;
        place(timers_[parent], at);
        at = parent;
    }
    place(entry, at);
}

void TimerHeap::sift_down(std::size_t at) {
    const Entry entry = timers_[at];
    for (;;) {
        std::size_t least = at * arity + 1;
        if (least >= timers_.size()) break;
        const std::size_t end = std::min(least + arity, timers_.size());
        for (std::size_t child = least + 1; child < end; ++child) {
            if (timers_[child].at < timers_[least].at) least = child;
        }
        if (entry.at <= timers_[least].at) break;
        place(timers_[least], at);
        at = least;
    }
    place(entry, at);
}

Timer* TimerHeap::take_due(Instant now) {
    if (timers_.empty() || timers_[0].at > now) return nullptr;
    Timer* due = timers_[0].timer;
    stop(*due);
    return due;
}

}  // namespace kaon::inline v0::runtime::detail
