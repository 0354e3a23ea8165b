// The queue and the threads of BlockingPool.
#include "kaon/runtime/blocking_pool.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>

namespace kaon::inline v0::runtime {

struct BlockingPool::State {
    struct Waiting {
        BlockingJob* job;
        Core* home;
    };
    explicit State(BlockingPoolOptions o) : options(o) {}

    const BlockingPoolOptions options;
    std::mutex mutex;
    std::condition_variable work;
    std::condition_variable ended;
    std::deque<Waiting> queue;
    std::uint32_t threads = 0;
    std::uint32_t idle = 0;
    bool closing = false;

    bool settled() const { return queue.empty() && idle == threads; }
    void serve();
};

BlockingPool::BlockingPool(BlockingPoolOptions options) : state_(std::make_unique<State>(options)) {}

BlockingPool::~BlockingPool() {
    std::unique_lock lock(state_->mutex);
    state_->closing = true;
    state_->work.notify_all();
    state_->ended.wait(lock, [&] { return state_->threads == 0; });
}

Result<> BlockingPool::run(BlockingJob& job, Core& home) {
    std::unique_lock lock(state_->mutex);
    if (state_->closing || state_->queue.size() >= state_->options.queue)
        return Error(Errc::unavailable).with_detail("the queue of the blocking pool is full");
    if (state_->idle <= state_->queue.size() && state_->threads < state_->options.threads) {
        try {
            std::thread([state = state_.get()] { state->serve(); }).detach();
            ++state_->threads;
        } catch (const std::system_error& error) {
            if (state_->threads == 0) return Error(Errc::unavailable).with_detail(error.what());
        }
    }
    state_->queue.push_back({&job, &home});
    lock.unlock();
    state_->work.notify_one();
    return {};
}

bool BlockingPool::settle(Duration grace) {
    std::unique_lock lock(state_->mutex);
    return state_->ended.wait_for(lock, std::chrono::nanoseconds(grace.nanoseconds), [&] { return state_->settled(); });
}

void BlockingPool::State::serve() {
    std::unique_lock lock(mutex);
    for (;;) {
        ++idle;
        if (settled()) ended.notify_all();
        work.wait_for(lock, std::chrono::seconds(10), [&] { return closing || !queue.empty(); });
        --idle;
        if (queue.empty()) break;  // closing, or idle for long
        Waiting next = queue.front();
        queue.pop_front();
        lock.unlock();
        next.job->work(*next.job);
        next.home->post_from_anywhere(*next.job);
        lock.lock();
    }
    --threads;
    ended.notify_all();  // under the lock: the destructor may free the state as soon as it is released
}

}  // namespace kaon::inline v0::runtime
