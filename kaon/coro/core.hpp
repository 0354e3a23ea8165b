// Core: the services that one core's event loop gives to the Tasks on it, as an interface.
//
// `runtime` implements it over epoll, TestLoop over virtual time. Tasks reach it through their Context, so that nothing
// above needs to know which loop it runs on.
//
// Threads: every member is for the core's own thread, except post_from_anywhere().
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kaon/base/duration.hpp"
#include "kaon/base/result.hpp"

namespace kaon::inline v0 {

// Something to be run once; owned by whoever posts it, and alive until it ran. Intrusive, so that posting allocates
// nothing.
struct Job {
    void (*run)(Job&) = nullptr;
    Job* next = nullptr;
};

// A point in time at which `fire` is called once. Owned by whoever starts it; stop it before it dies.
struct Timer {
    void (*fire)(Timer&) = nullptr;
    Instant at;
    std::size_t heap_index = not_started;  // the loop's own bookkeeping

    static constexpr std::size_t not_started = SIZE_MAX;
    bool started() const { return heap_index != not_started; }
};

// Work that may block: `work` runs on the blocking pool, then `run` (of the Job) on the core that asked.
struct BlockingJob : Job {
    void (*work)(BlockingJob&) = nullptr;
};

class Core {
public:
    Core() = default;
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;
    virtual ~Core() = default;

    // When this turn of the loop began: cheap, and the same for all that runs in it.
    virtual Instant now() const = 0;
    // Read from the clock: to measure what happens within a turn.
    virtual Instant exact_now() const { return now(); }
    // Runs the job on this core, after what is running now.
    virtual void post(Job& job) = 0;
    // The same from any thread.
    virtual void post_from_anywhere(Job& job) = 0;

    virtual void start(Timer& timer) = 0;
    virtual void stop(Timer& timer) = 0;  // allowed for one that is not started

    // Errors: Errc::unavailable when the pool's queue is full; then neither `work` nor `run` is called.
    virtual Result<> run_blocking(BlockingJob& job) = 0;

    // All cores of the program, in their order, with this one among them.
    std::span<Core* const> all() const { return all_; }

    // Asked by awaits that may not have to wait: true now and then, and then they wait for their next turn all the
    // same, so that a Task whose channel is never empty does not keep the core for itself.
    bool due_to_yield() { return ++awaits_ % 128 == 0; }

    // For who makes them: `all` outlives this core.
    void set_all(std::span<Core* const> all) { all_ = all; }

    // What the running Task does (Context::doing), for whoever watches the core from another thread
    // (kaon/runtime/sentinel.hpp). A store, so that it costs nothing to say.
    void set_doing(const char* name) { __atomic_store_n(&doing_, name, __ATOMIC_RELAXED); }
    const char* doing() const { return __atomic_load_n(&doing_, __ATOMIC_RELAXED); }

private:
    Core* const self_ = this;
    std::span<Core* const> all_{&self_, 1};
    const char* doing_ = nullptr;
    std::uint32_t awaits_ = 0;
};

}  // namespace kaon::inline v0
