// When the next tick comes.
#include "kaon/coro/interval.hpp"

#include <utility>

namespace kaon::inline v0 {

Begun Interval::Tick::start(Core& core) {
    if (!std::exchange(interval_.started_, true)) interval_.next_ = core.now() + interval_.options_.first_after;
    if (interval_.next_ <= core.now() && !core.due_to_yield()) {
        interval_.advance(core.now());
        finish({});
        return Begun::finished;
    }
    due_.tick = this;
    due_.at = interval_.next_;
    due_.fire = [](Timer& timer) {
        Tick& tick = *static_cast<Due&>(timer).tick;
        tick.interval_.advance(tick.core().now());
        tick.complete({});
    };
    core.start(due_);
    return Begun::waiting;
}

void Interval::advance(Instant now) {
    const Instant next = next_ + period_;
    if (options_.missed == Missed::delay) {
        next_ = now + period_;
    } else if (options_.missed == Missed::skip && next <= now) {
        const std::int64_t missed = (now - next_).nanoseconds / period_.nanoseconds;
        next_ = next_ + period_ * (missed + 1);
    } else {
        next_ = next;
    }
}

}  // namespace kaon::inline v0
