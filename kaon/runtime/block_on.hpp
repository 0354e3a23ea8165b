// block_on: runs a Task, or a wait, on a thread that is no core, and blocks that thread until it has ended.
//
//   std::thread sensor([readings = std::move(sender)] {
//       while (block_on(readings.send(measure()))) {}        // blocks while the channel is full
//   });
//
// For threads of other libraries, and for functions given to spawn_blocking. The Task's timers, channels and locks work
// as on a core; sockets and files of kaon/runtime do not, they need a Reactor. Blocking work runs on the thread itself.
// Errors: those of the Task; Errc::invalid on a thread that runs a core, which would stop.
// Threads: each call is its own; what the Task shares with others is made for sharing.
#pragma once

#include "kaon/coro/group.hpp"

namespace kaon::inline v0::runtime {

namespace detail {

struct Blocked : TaskWaiter {
    void (*start)(Blocked& self, Context& context) = nullptr;
    bool ended = false;
};
// Errors: Errc::invalid; then nothing has run.
Result<> run_blocked(Blocked& blocked);

}  // namespace detail

template <class T>
Result<T> block_on(Task<T> task) {
    struct Running : detail::Blocked {
        Task<T>& task;
        explicit Running(Task<T>& awaited) : task(awaited) {}
    } running(task);
    running.start = [](detail::Blocked& self, Context& context) {
        static_cast<Running&>(self).task.start(self, context);
    };
    if (Result<> ran = detail::run_blocked(running); !ran) return std::move(ran).error();
    if (running.error) return *std::move(running.error);
    if constexpr (std::is_void_v<T>) return {};
    else return task.take();
}

template <AnyOperation Op>
Result<typename std::remove_cvref_t<Op>::value_type> block_on(Op&& awaited) {
    return block_on(kaon::detail::as_task(std::forward<Op>(awaited)));
}

}  // namespace kaon::inline v0::runtime
