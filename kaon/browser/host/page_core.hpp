// PageCore: the event loop of a page as a Core.
//
// The browser has the loop; the page asks it for turns. What is posted runs in a microtask; what is posted while posted
// jobs run waits for the next task, so that a Task that yields in a loop lets the page paint. All timers share one
// timeout of the browser. There is no thread that may block: run_blocking() is an error.
#pragma once

#include <vector>

#include "kaon/coro/core.hpp"

namespace kaon::inline v0::browser::host {

class PageCore final : public Core {
public:
    Instant now() const override;
    Instant exact_now() const override;
    void post(Job& job) override;
    void post_from_anywhere(Job& job) override { post(job); }
    void start(Timer& timer) override;
    void stop(Timer& timer) override;
    Result<> run_blocking(BlockingJob& job) override;

    // One turn: the timers that are due, then the jobs that were posted before it began.
    enum class Cause : std::uint8_t { job, timeout };
    void turn(Cause cause);

private:
    void run_timers();
    void run_jobs();
    void ask_for_time();

    std::vector<Timer*> timers_;  // the earliest last
    Job* first_job_ = nullptr;
    Job** last_job_ = &first_job_;
    Instant asked_for_ = Instant::never();  // when the browser will call
    mutable Instant now_;  // 0: not read in this turn
    bool in_turn_ = false;
};

}  // namespace kaon::inline v0::browser::host
