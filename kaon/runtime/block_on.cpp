// A core for the time of one Task: jobs, timers, and a word to wait on.
#include "kaon/runtime/block_on.hpp"

#include <vector>

#include "kaon/base/clock.hpp"
#include "kaon/base/futex.hpp"
#include "kaon/base/mutex.hpp"
#include "kaon/runtime/detail/timer_heap.hpp"
#include "kaon/runtime/reactor.hpp"

namespace kaon::inline v0::runtime {

namespace {

class ThreadCore final : public Core {
public:
    Instant now() const override { return monotonic_now(); }
    void post(Job& job) override { ready_.push_back(&job); }
    void post_from_anywhere(Job& job) override {
        // The job may be the last, and this core may end as soon as the lock is free: only its address is used after.
        foreign_.with([&](std::vector<Job*>& jobs) {
            jobs.push_back(&job);
            __atomic_fetch_add(&posted_, 1, __ATOMIC_RELEASE);
        });
        kaon::detail::futex_wake(posted_, 1);
    }
    void start(Timer& timer) override { timers_.start(timer); }
    void stop(Timer& timer) override { timers_.stop(timer); }
    Result<> run_blocking(BlockingJob& job) override {
        job.work(job);
        post(job);
        return {};
    }

    void turn(const bool& ended) {
        const std::uint32_t seen = __atomic_load_n(&posted_, __ATOMIC_ACQUIRE);
        run_jobs();
        for (std::size_t left = timers_.size(); left > 0; --left) {
            if (Timer* due = timers_.take_due(now())) due->fire(*due);
            else break;
        }
        run_jobs();
        if (ended) return;
        const Instant first = timers_.first();
        const Duration wait = first == Instant::never() ? Duration::max() : first - now();
        if (wait > Duration{}) kaon::detail::futex_wait(posted_, seen, wait);
    }

private:
    // Also those that cancelled waits left behind: they own memory.
    void run_jobs() {
        for (;;) {
            foreign_.with([&](std::vector<Job*>& jobs) {
                ready_.insert(ready_.end(), jobs.begin(), jobs.end());
                jobs.clear();
            });
            if (ready_.empty()) return;
            for (Job* job : std::exchange(ready_, {})) job->run(*job);
        }
    }

    std::vector<Job*> ready_;
    Mutex<std::vector<Job*>> foreign_;
    runtime::detail::TimerHeap timers_;
    std::uint32_t posted_ = 0;
};

}  // namespace

Result<> detail::run_blocked(Blocked& blocked) {
    if (Reactor::any_runs_here())
        return Error(Errc::invalid).with_detail("block_on() on the thread of a core: co_await it instead");
    ThreadCore core;
    Context context{.core = &core};
    blocked.done = [](TaskWaiter& waiter) { static_cast<Blocked&>(waiter).ended = true; };
    blocked.start(blocked, context);
    while (!blocked.ended) core.turn(blocked.ended);
    return {};
}

}  // namespace kaon::inline v0::runtime
