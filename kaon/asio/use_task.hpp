// use_task: a completion token for Asio, with which every asynchronous operation of Asio and of libraries on it is
// awaited in a Task.
//
//   std::size_t n = co_await socket.async_read_some(asio::buffer(room), use_task);
//   co_await timeout(1s, timer.async_wait(use_task));
//   auto [code, n] = co_await asio::async_read(socket, asio::buffer(room), use_task_with_code);
//
// A failure ends the Task with its error (asio_error.hpp); use_task_with_code gives the code as the first value. The
// operation begins on the executor of its I/O object and the Task goes on on its own core, so the context may be run by
// an AsioThread (asio_thread.hpp), or by the library itself. Everything else that is done to the I/O object is posted
// to that executor, too; where several threads run the context, the object has a strand, as Asio wants it.
// Cancellation: sent there as cancellation_type::all. The Task goes on when the operation has ended, since that may
// still write into its buffers: one that knows no cancellation is waited for; a value that came nevertheless is not
// lost. An operation that does not say where it lives (its initiation has no get_executor(), as asio::async_compose
// gives it one) is not cancelled: its handlers may run anywhere, and a signal would race with them.
// Errors: those of asio_error(); Errc::internal for an exception; AsioErrc::forgotten when the context ends first, or
// its executor takes nothing. Threads: awaited on a core; made for Asio 1.19 or newer without Boost (Debian:
// libasio-dev).
#pragma once

#if !__has_include(<asio/async_result.hpp>)
#error "kaon/asio needs the headers of Asio: apt-get install libasio-dev"
#endif
#include <asio/async_result.hpp>

#include "kaon/asio/detail/asio_operation.hpp"

namespace kaon::inline v0 {

struct UseTask {};
inline constexpr UseTask use_task{};

struct UseTaskWithCode {};
inline constexpr UseTaskWithCode use_task_with_code{};

namespace detail {
template <class Meaning>
struct ByTask {
    template <class Initiation, class Token, class... Args>
    static auto initiate(Initiation&& initiation, Token&&, Args&&... args) {
        return AsioOperation<Meaning, std::decay_t<Initiation>, std::decay_t<Args>...>(
            std::forward<Initiation>(initiation), std::forward<Args>(args)...);
    }
};
}  // namespace detail

}  // namespace kaon::inline v0

template <class Signature>
class asio::async_result<kaon::UseTask, Signature> : public kaon::detail::ByTask<kaon::detail::SignatureOf<Signature>> {
};
template <class Signature>
class asio::async_result<kaon::UseTaskWithCode, Signature>
    : public kaon::detail::ByTask<kaon::detail::PlainOf<Signature>> {};
