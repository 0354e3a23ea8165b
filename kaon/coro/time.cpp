// Sleep and yield over the core's timers and queue.
#include "kaon/coro/time.hpp"

namespace kaon::inline v0 {

Begun SleepUntil::start(Core& core) {
    timer_.owner = this;
    timer_.fire = [](Timer& timer) { static_cast<OwnedTimer&>(timer).owner->complete({}); };
    core.start(timer_);
    return Begun::waiting;
}
void SleepUntil::stop() { core().stop(timer_); }

Begun Sleep::start(Core& core) {
    timer_.at = core.now() + duration_;
    return SleepUntil::start(core);
}

Begun Yield::start(Core& core) {
    turn_ = new Turn;
    turn_->owner = this;
    turn_->run = [](Job& job) {
        auto& turn = static_cast<Turn&>(job);
        Yield* owner = turn.owner;
        delete &turn;
        if (owner) owner->complete({});
    };
    core.post(*turn_);
    return Begun::waiting;
}
void Yield::stop() { turn_->owner = nullptr; }

}  // namespace kaon::inline v0
