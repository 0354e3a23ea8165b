// Timers in order, jobs in a list, and when the browser is asked to call.
#include "kaon/browser/host/page_core.hpp"

#include <algorithm>

#include "kaon/browser/host/imports.hpp"

namespace kaon::inline v0::browser::host {

Instant PageCore::exact_now() const { return {static_cast<std::int64_t>(kaon_now() * 1e6)}; }

Instant PageCore::now() const {
    if (!in_turn_) return exact_now();
    if (now_ == Instant{}) now_ = exact_now();
    return now_;
}

void PageCore::post(Job& job) {
    job.next = nullptr;
    // Within a turn, its end asks.
    if (!first_job_ && !in_turn_) kaon_wake_soon();
    *last_job_ = &job;
    last_job_ = &job.next;
}

void PageCore::start(Timer& timer) {
    const auto place =
        std::partition_point(timers_.begin(), timers_.end(), [&](const Timer* other) { return other->at > timer.at; });
    timers_.insert(place, &timer);
    timer.heap_index = 0;
    if (!in_turn_) ask_for_time();
}

void PageCore::stop(Timer& timer) {
    if (!timer.started()) return;
    timers_.erase(std::find(timers_.begin(), timers_.end(), &timer));
    timer.heap_index = Timer::not_started;
}

Result<> PageCore::run_blocking(BlockingJob&) {
    return Error(Errc::unimplemented, "a page has no threads for work that blocks");
}

void PageCore::run_timers() {
    const auto first_due =
        std::partition_point(timers_.begin(), timers_.end(), [&](const Timer* timer) { return timer->at > now(); });
    // A timer that is started meanwhile for now waits for the next turn.
    for (auto left = timers_.end() - first_due; left > 0 && !timers_.empty() && timers_.back()->at <= now(); --left) {
        Timer& timer = *timers_.back();
        timers_.pop_back();
        timer.heap_index = Timer::not_started;
        timer.fire(timer);
    }
}

void PageCore::run_jobs() {
    Job* job = first_job_;
    first_job_ = nullptr;
    last_job_ = &first_job_;
    while (job) {
        Job* next = job->next;  // the job may be gone after its run
        job->run(*job);
        job = next;
    }
}

void PageCore::ask_for_time() {
    if (timers_.empty() || timers_.back()->at >= asked_for_) return;
    asked_for_ = timers_.back()->at;
    // The browser keeps times as 32-bit milliseconds and would take a longer one for none.
    constexpr double longest = 0x7fffffff;
    const double wait =
        static_cast<double>((asked_for_ - now()).nanoseconds + 999'999) / 1e6;  // it is cut to whole ones
    kaon_wake_after(std::clamp(wait, 0.0, longest));
}

void PageCore::turn(Cause cause) {
    in_turn_ = true;
    now_ = {};
    // A timeout may come a little early; then the rest of the time is asked for again.
    if (cause == Cause::timeout) asked_for_ = Instant::never();
    run_timers();
    run_jobs();
    ask_for_time();
    in_turn_ = false;
    if (first_job_) kaon_wake_next();
}

}  // namespace kaon::inline v0::browser::host
