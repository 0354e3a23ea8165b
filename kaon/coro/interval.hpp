// Interval: something to be done again and again, at times that do not drift.
//
//   Interval ticks(1s);
//   for (;;) {
//       co_await ticks.tick();            // now, then every second from the start on
//       sample();
//   }
//
// What happens when the work took longer than a period says Missed: `burst` catches up with ticks that follow at once,
// `delay` counts the next period from the late tick, `skip` leaves out what was missed and keeps the rhythm.
// Cancellation: a tick() that is cancelled has used up nothing; the next one waits for the same time.
// Errors: Errc::cancelled. Threads: one Task's own. Lifetime: outlives its waits. A period of less than 1 ns is 1 ns.
#pragma once

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

enum class Missed : std::uint8_t { burst, delay, skip };

struct IntervalOptions {
    Missed missed = Missed::burst;
    Duration first_after = {};  // from the first tick() on; by default that one does not wait
};

class Interval {
public:
    class [[nodiscard]] Tick final : public Operation<void> {
    public:
        explicit Tick(Interval& interval) : interval_(interval) {}

    private:
        struct Due : Timer {
            Tick* tick = nullptr;
        };
        Begun start(Core& core) override;
        void stop() override { core().stop(due_); }

        Interval& interval_;
        Due due_;
    };

    explicit Interval(Duration period, IntervalOptions options = {})
        : period_(period > Duration{} ? period : Duration{1}), options_(options) {}

    Tick tick() [[clang::lifetimebound]] { return Tick(*this); }
    // The next tick comes one period from now (`now` of the core), whatever was planned.
    void reset(Instant now) {
        next_ = now + period_;
        started_ = true;
    }
    Duration period() const { return period_; }

private:
    // After a tick: when the next one comes.
    void advance(Instant now);

    Duration period_;
    IntervalOptions options_;
    Instant next_;
    bool started_ = false;
};

}  // namespace kaon::inline v0
