// on_core: runs a Task on another core, and goes on here with its value.
//
//   Index index = co_await on_core(1, build_index(files));
//   for (std::uint32_t i = 0; i < all; ++i) scope.spawn(on_core(i, serve_feed(i)));
//
// Cores are counted from 0, and over again past the last, so that a program works on any machine;
// (co_await current_context()).core->all() lists them.
//
// The Task starts, waits and ends over there; its frame ends there too. Deadline and task-local values travel with it;
// the trace span does not. Cancellation is sent over; whoever awaits goes on when the Task has ended.
// Errors: those of the Task. Threads: what the Task uses is used by that core's thread: its arguments are its own, or
// made for sharing (Mutex, Atomic, channels, const).
#pragma once

#include "kaon/coro/group.hpp"

namespace kaon::inline v0 {

namespace detail {

// The way there and back, for Tasks of every type.
class Visit : public Operation<void> {
public:
    explicit Visit(Core& there) : there_(there) {}

protected:
    virtual void begin(TaskWaiter& waiter, Context& context) = 0;
    // Takes the value and ends the frame.
    virtual void end() = 0;

private:
    struct Errand : Job {
        Visit* visit = nullptr;
    };
    struct Ending : TaskWaiter {
        Visit* visit = nullptr;
    };
    Begun start(Core& core) override;
    void stop() override;
    void send(Errand& errand, Core& to, void (*run)(Job&));
    static void go(Job& job);
    static void ended(TaskWaiter& waiter);
    static void cancel_there(Job& job);
    static void returned(Job& job);

    Core& there_;
    Core* home_ = nullptr;
    CancelSource cancel_;  // of the other core, while the Task runs
    Context context_;
    Ending ending_;
    Errand task_errand_;
    Errand cancel_errand_;
    int under_way_ = 0;  // errands that have to come back
};

template <class T>
class VisitOf final : public Visit {
public:
    VisitOf(Core& there, Task<T>&& task) : Visit(there), task_(std::move(task)) {}
    std::optional<ValueOrUnit<T>> value;

private:
    void begin(TaskWaiter& waiter, Context& context) override { task_.start(waiter, context); }
    void end() override {
        Task<T> last = std::move(task_);
        if constexpr (std::is_void_v<T>) value.emplace();
        else value.emplace(last.take());
    }
    Task<T> task_;
};

}  // namespace detail

template <class T>
Task<T> on_core(Core& core, Task<T> task) {
    detail::VisitOf<T> visit(core, std::move(task));
    co_await visit;
    if constexpr (!std::is_void_v<T>) co_return *std::move(visit.value);
}

template <class T>
Task<T> on_core(std::uint32_t index, Task<T> task) {
    const std::span<Core* const> all = (co_await current_context()).core->all();
    co_return co_await on_core(*all[index % all.size()], std::move(task));
}

}  // namespace kaon::inline v0
