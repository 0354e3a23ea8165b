// The virtual clock and the ready list of TestLoop.
#include "kaon/coro/test_loop.hpp"

#include <algorithm>
#include <cstdlib>

namespace kaon::inline v0 {

void TestLoop::start(Timer& timer) {
    timer.heap_index = 0;
    timers_.push_back(&timer);
}

void TestLoop::stop(Timer& timer) {
    std::erase(timers_, &timer);
    timer.heap_index = Timer::not_started;
}

Result<> TestLoop::run_blocking(BlockingJob& job) {
    job.work(job);
    post(job);
    return {};
}

Context& TestLoop::begin(Run& run) {
    run.done = [](TaskWaiter& waiter) { static_cast<Run&>(waiter).ended = true; };
    run.context = {.core = this, .cancel = &run.cancel};
    if (cancel_after_) {
        run.at = now_ + *std::exchange(cancel_after_, std::nullopt);
        run.fire = [](Timer& timer) { static_cast<Run&>(timer).cancel.cancel(); };
        start(run);
    }
    return run.context;
}

bool TestLoop::finish(Run& run) {
    bool stuck = false;
    while (!run.ended) {
        if (turn()) continue;
        // Ending the waits lets every frame go; a Task that cannot be cancelled either would hang a real program.
        stuck = true;
        run.cancel.cancel();
        if (!run.ended && ready_.empty() && timers_.empty()) std::abort();
    }
    stop(run);
    while (!ready_.empty()) turn();  // jobs that cancelled waits left behind
    return !stuck;
}

bool TestLoop::turn() {
    if (!ready_.empty()) {
        random_ ^= random_ << 13, random_ ^= random_ >> 7, random_ ^= random_ << 17;
        const std::size_t pick = random_ % ready_.size();
        Job* job = ready_[pick];
        ready_.erase(ready_.begin() + static_cast<std::ptrdiff_t>(pick));
        job->run(*job);
        return true;
    }
    const auto next =
        std::min_element(timers_.begin(), timers_.end(), [](const Timer* a, const Timer* b) { return a->at < b->at; });
    if (next == timers_.end()) return false;
    Timer* timer = *next;
    stop(*timer);
    now_ = std::max(now_, timer->at);
    timer->fire(*timer);
    return true;
}

}  // namespace kaon::inline v0
