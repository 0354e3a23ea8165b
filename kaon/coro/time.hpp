// Waiting for time to pass, and giving others a turn.
//
//   co_await sleep(250ms);
//   co_await yield();
//
// Errors: Errc::cancelled. Threads: each waits on the core that awaits it.
#pragma once

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

class [[nodiscard]] SleepUntil : public Operation<void> {
public:
    explicit SleepUntil(Instant at) { timer_.at = at; }

protected:
    Begun start(Core& core) override;
    void stop() override;

    struct OwnedTimer : Timer {
        SleepUntil* owner = nullptr;
    };
    OwnedTimer timer_;
};

// As SleepUntil, counted from the moment it is awaited.
class [[nodiscard]] Sleep final : public SleepUntil {
public:
    explicit Sleep(Duration duration) : SleepUntil(Instant{}), duration_(duration) {}

private:
    Begun start(Core& core) override;
    Duration duration_;
};

class [[nodiscard]] Yield final : public Operation<void> {
private:
    Begun start(Core& core) override;
    void stop() override;

    // On the heap: a posted job cannot be taken back when the wait is cancelled.
    struct Turn : Job {
        Yield* owner = nullptr;
    };
    Turn* turn_ = nullptr;
};

inline Sleep sleep(Duration duration) { return Sleep(duration); }
inline SleepUntil sleep_until(Instant at) { return SleepUntil(at); }
inline Yield yield() { return Yield(); }

}  // namespace kaon::inline v0
