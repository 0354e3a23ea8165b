// Lane: what serialises the use of one connection: a queue with a bound, transactions that hold it, shared commits.
//
//   auto lane = std::make_shared<Lane>(std::move(connection), Lane::Mode::thread, 1024);
//   lane->start();
//   lane->submit(call);
//   ...
//   lane->stop();
//
// 1. Calls outside transactions run in the order of their arrival. A `begin` waits its turn like any other. From then
//    to its end only calls of that transaction run, and the queue waits.
// 2. Writes that wait together are committed together (BEGIN IMMEDIATE ... COMMIT): one disk write for the group.
//    A statement that fails undoes its own changes only. When the group cannot be committed, each runs again alone.
// 3. An abandoned call that was not begun is skipped. A transaction that nobody holds any more is rolled back (Hold).
//
// Mode::thread has a thread of its own; Mode::caller runs on whichever thread submits, for databases in memory, and for
// tests on a TestLoop. Threads: every public member from any thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "kaon/sql/sqlite/connection.hpp"
#include "kaon/sql/sqlite/detail/call_queue.hpp"

namespace kaon::inline v0::sqlite {

class Lane : public std::enable_shared_from_this<Lane> {
public:
    enum class Mode { thread, caller };

    Lane(Connection connection, Mode mode, std::size_t limit);
    ~Lane();

    // Before the first submit, and before the last reference goes.
    void start();
    void stop();

    Result<> submit(detail::Call& call);
    // Rolls back the transaction if it still holds the lane.
    void release(const void* tx);

private:
    using Batch = std::vector<detail::Call*>;
    void work();  // until stop()
    void pump(std::unique_lock<std::mutex>& lock);  // while there is something to run
    bool runnable() const;
    void pick(Batch& batch);
    void run(Batch& batch);
    bool run_together(Batch& batch);
    void run_one(detail::Call& call);
    Result<> begin(detail::Call& call);
    Result<> leave(detail::Call& call);
    void roll_back();
    static void end(detail::Call& call, Result<> outcome);

    Connection connection_;  // whoever pumps
    const Mode mode_;
    const std::size_t limit_;

    std::mutex mutex_;
    std::condition_variable wake_;
    CallQueue queue_;  // outside the holding transaction
    CallQueue held_;  // of the holding transaction
    const void* holder_ = nullptr;
    bool release_ = false;
    bool pumping_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

// The claim of one transaction on a lane; the last reference that goes gives the lane back.
struct Hold {
    std::weak_ptr<Lane> lane;
    ~Hold() {
        if (auto held = lane.lock()) held->release(this);
    }
};

// The call that begins a transaction; it keeps the Hold alive until somebody else does.
class BeginCall final : public detail::Call {
public:
    explicit BeginCall(std::shared_ptr<Hold> hold) : hold_(std::move(hold)) {
        what = What::begin;
        tx = hold_.get();
    }

private:
    std::shared_ptr<Hold> hold_;
};

}  // namespace kaon::inline v0::sqlite
