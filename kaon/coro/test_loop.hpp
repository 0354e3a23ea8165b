// TestLoop: runs Tasks in a test, on one thread, with a clock that jumps.
//
//   TestLoop loop;
//   Result<int> r = loop.run(compute());     // sleeps cost no time
//   EXPECT_EQ(loop.elapsed(), 5s);
//
// Jobs that are ready together run in an order drawn from the seed; blocking work runs inline. Errors: a run that waits
// for something that nobody will complete ends with Errc::internal, "every Task waits" (the waiting Task is cancelled
// first).
#pragma once

#include <cstdint>
#include <vector>

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

class TestLoop final : public Core {
public:
    explicit TestLoop(std::uint64_t seed = 1) : random_(seed | 1) {}

    template <class T>
    Result<T> run(Task<T> task) {
        Run run;
        task.start(run, begin(run));
        if (!finish(run)) return Error(Errc::internal, "every Task waits, and nothing will wake one");
        if (run.error) return *std::move(run.error);
        if constexpr (std::is_void_v<T>) return {};
        else return task.take();
    }

    Duration elapsed() const { return now_ - Instant{}; }
    // Cancels the next run when this much time has passed since it began.
    void cancel_after(Duration after) { cancel_after_ = after; }

    Instant now() const override { return now_; }
    void post(Job& job) override { ready_.push_back(&job); }
    void post_from_anywhere(Job& job) override { post(job); }
    void start(Timer& timer) override;
    void stop(Timer& timer) override;
    Result<> run_blocking(BlockingJob& job) override;

private:
    struct Run : TaskWaiter, Timer {
        bool ended = false;
        CancelSource cancel;
        Context context;
    };
    Context& begin(Run& run);
    bool finish(Run& run);  // false: stuck, and cancelled
    bool turn();  // false: nothing to do

    std::vector<Job*> ready_;
    std::vector<Timer*> timers_;
    Instant now_;
    std::uint64_t random_;
    std::optional<Duration> cancel_after_;
};

}  // namespace kaon::inline v0
