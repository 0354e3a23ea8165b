// Readers: a few threads, each with a connection that only reads, behind one queue with a bound.
//
//   auto readers = std::make_shared<Readers>(std::move(connections), 1024);
//   readers->start();
//   readers->submit(call);
//   ...
//   readers->stop();
//
// Each call reads the newest committed state; readers never wait for the writer, nor it for them (WAL).
// Threads: every public member from any thread; start() before the first submit, stop() before the last reference goes.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "kaon/sql/sqlite/connection.hpp"
#include "kaon/sql/sqlite/detail/call_queue.hpp"

namespace kaon::inline v0::sqlite {

class Readers : public std::enable_shared_from_this<Readers> {
public:
    Readers(std::vector<Connection> connections, std::size_t limit)
        : connections_(std::move(connections)), limit_(limit) {}
    ~Readers();

    void start();
    void stop();
    Result<> submit(detail::Call& call);

private:
    void work(Connection& connection);

    std::vector<Connection> connections_;
    const std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable wake_;
    CallQueue queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace kaon::inline v0::sqlite
