// BlockingPool: threads for work that may block: files, DNS, password hashes.
//
//   BlockingPool pool({.threads = 4});
//   Reactor reactor(pool);           // hands it what spawn_blocking() of its Tasks asks for
//
// Threads are started when work waits and none is idle, up to `threads`, and end after ten idle seconds; the queue has
// a bound. Threads: run() from any core; the destructor waits for what runs and drops nothing that was accepted.
#pragma once

#include <cstdint>
#include <memory>

#include "kaon/base/duration.hpp"
#include "kaon/coro/core.hpp"

namespace kaon::inline v0::runtime {

struct BlockingPoolOptions {
    std::uint32_t threads = 16;
    std::uint32_t queue = 4096;  // jobs that may wait
};

class BlockingPool {
public:
    explicit BlockingPool(BlockingPoolOptions options = {});
    ~BlockingPool();

    // Runs job.work on a pool thread, then posts the job to `home`.
    // Errors: Errc::unavailable when the queue is full or no thread can be started.
    Result<> run(BlockingJob& job, Core& home);
    // Waits until no job waits or runs; false when one still does after `grace`.
    bool settle(Duration grace);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace kaon::inline v0::runtime
