// AsioThread: an io_context with a thread that runs it, beside the cores.
//
//   AsioThread beside;                                       // before the Tasks that use it, and after them
//   asio::ip::tcp::socket socket(beside.context());
//   co_await socket.async_connect(endpoint, use_task);
//
// A thread of its own, since a core cannot run the context: what others post to it wakes who runs it, not a descriptor
// that could be watched (docs/decisions/asio.md). An exception that leaves a handler of the application is written to
// the log, and the context goes on. Its end stops the context: who still waits there gets AsioErrc::forgotten.
// Threads: made and ended by one; context() from any.
#pragma once

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>

#include "kaon/asio/detail/side_thread.hpp"
#include "kaon/asio/use_task.hpp"

namespace kaon::inline v0 {

class AsioThread {
public:
    AsioThread()
        : work_(context_.get_executor()),
          thread_([](void* context) { static_cast<::asio::io_context*>(context)->run(); }, &context_) {}
    AsioThread(const AsioThread&) = delete;
    AsioThread& operator=(const AsioThread&) = delete;
    ~AsioThread() { context_.stop(); }

    ::asio::io_context& context() { return context_; }
    ::asio::io_context::executor_type get_executor() { return context_.get_executor(); }

private:
    ::asio::io_context context_{1};
    ::asio::executor_work_guard<::asio::io_context::executor_type> work_;
    detail::SideThread thread_;  // last: it ends first
};

}  // namespace kaon::inline v0
