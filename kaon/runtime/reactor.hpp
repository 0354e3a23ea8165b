// Reactor: one core's event loop over epoll: readiness, timers, jobs from anywhere.
//
// Everything that waits for the kernel stands on two calls: watch() with callbacks (a server's connections) and the
// operations readable() and writable() (ready.hpp). Level-triggered: a callback that leaves data behind is called
// again.
//
//   Reactor reactor(pool);
//   struct Echo : Watch {} echo;
//   echo.ready = [](Watch& watch, Readiness) { answer(watch.fd); };
//   if (Result<> watched = reactor.watch(echo, fd, Interest::read); !watched) ...
//   reactor.run();                               // until stop()
//
// Threads: a Reactor belongs to the thread that calls run(); only post_from_anywhere() and stop() are for others.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

#include "kaon/base/fd.hpp"
#include "kaon/coro/core.hpp"
#include "kaon/runtime/core_local.hpp"
#include "kaon/runtime/detail/timer_heap.hpp"

namespace kaon::inline v0::runtime {

class BlockingPool;

// What the kernel reports of a descriptor.
struct Readiness {
    bool readable = false;  // or the peer has closed its side
    bool writable = false;
    bool closed = false;    // error or hang-up in both directions
};

// One watched descriptor. Embedded in whoever owns the descriptor; unwatch before it dies.
struct Watch {
    void (*ready)(Watch&, Readiness) = nullptr;
    int fd = -1;
    std::uint32_t events = 0;  // what is asked for, as epoll bits
};

// edges: told once of each change in either direction, and asked for once in a descriptor's life.
enum class Interest : std::uint8_t { none, read, write, read_write, edges };

class Reactor final : public Core {
public:
    explicit Reactor(BlockingPool& pool, std::uint32_t index = 0);
    ~Reactor() override;

    // Turns until stop().
    void run();
    void stop();  // from any thread
    std::uint32_t index() const { return index_; }
    bool runs_here() const;  // whether this thread is in run()
    static bool any_runs_here();

    // Errors: Errc::internal with the system's words (a closed descriptor, no memory).
    Result<> watch(Watch& watch, int fd, Interest interest);
    void change(Watch& watch, Interest interest);
    void unwatch(Watch& watch);

    // The time at which this turn began.
    Instant now() const override { return now_; }
    Instant exact_now() const override;
    void post(Job& job) override;
    void post_from_anywhere(Job& job) override;
    void start(Timer& timer) override;
    void stop(Timer& timer) override;
    Result<> run_blocking(BlockingJob& job) override;

    // Changes with each thing that this core does: a callback, a timer, a job. Odd while it runs, even while it waits
    // for the kernel and outside of run(). From any thread.
    std::uint64_t step() const { return step_.load(std::memory_order_relaxed); }
    // The kernel's number of the thread that is in run(); 0 outside of it. From any thread.
    int thread() const { return thread_.load(std::memory_order_relaxed); }

    // What belongs to this core (core_local.hpp); null when there is nothing of that key.
    CoreLocal* local(std::uint64_t key) const { return locals_.find(key); }
    template <class T>
    T& keep(std::uint64_t key, std::unique_ptr<T> local) {
        T& kept = *local;
        locals_.add(key, std::move(local));
        return kept;
    }
    void end_local(std::uint64_t key) { locals_.end(key); }

private:
    void turn();
    void begin_step() {
        step_.store((step_.load(std::memory_order_relaxed) + 2) | 1, std::memory_order_relaxed);
        set_doing(nullptr);
    }
    void end_step() {
        step_.store(step_.load(std::memory_order_relaxed) & ~std::uint64_t{1}, std::memory_order_relaxed);
    }
    void fire_timers();
    void read_clock();
    void wake();
    void take_foreign_jobs();
    void run_jobs();
    int wait_time() const;

    BlockingPool& pool_;
    const std::uint32_t index_;
    Fd epoll_;
    Fd wake_fd_;
    Watch wake_watch_;
    Instant now_;

    Job* first_job_ = nullptr;
    Job** last_job_ = &first_job_;
    std::atomic<Job*> foreign_jobs_ = nullptr;  // a stack, newest first
    std::atomic<std::uint32_t> posting_ = 0;  // threads that are within post_from_anywhere()
    std::atomic<bool> stopping_ = false;
    std::atomic<std::uint64_t> step_ = 0;  // written by this core only
    std::atomic<int> thread_ = 0;

    detail::TimerHeap timers_;

    struct Event;  // the batch that is being dispatched; unwatch() blanks entries
    Event* batch_ = nullptr;
    int batch_left_ = 0;

    CoreLocals locals_;  // last: they end first
};

}  // namespace kaon::inline v0::runtime
