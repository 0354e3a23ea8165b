// AnyTask: a Task whose value type is forgotten until its end, so that what drives many kinds of Task compiles once.
//
//   AnyTask task(handler(...));                  // Task<Json<User>>, say
//   co_await task;                               // an error propagates
//   task.take<Json<User>>();                     // whoever knows the type takes the value
#pragma once

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

class AnyTask {
public:
    AnyTask() = default;
    template <class T>
    explicit AnyTask(Task<T>&& task) : frame_(std::exchange(task.frame_, nullptr)), promise_(task.promise_) {}
    AnyTask(AnyTask&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)), promise_(other.promise_) {}
    AnyTask& operator=(AnyTask&& other) noexcept {
        std::swap(frame_, other.frame_);
        std::swap(promise_, other.promise_);
        return *this;
    }
    ~AnyTask() {
        if (frame_) frame_.destroy();
    }

    explicit operator bool() const { return static_cast<bool>(frame_); }
    // The value, for a caller who knows that it is a T; after the end without error, once.
    template <class T>
    T take() {
        return static_cast<Promise<T>*>(promise_)->take();
    }

    // For drivers, as Task::prepare().
    std::coroutine_handle<> prepare(TaskWaiter& waiter, Context& context) {
        waiter.owner = &frame_;
        promise_->bind(waiter, context);
        return frame_;
    }

    // Awaited by reference: the frame, and the value in it, live as long as the AnyTask.
    FrameAwaiter awaiter_for(PromiseBase& self) { return {frame_, *promise_, self}; }

private:
    std::coroutine_handle<> frame_;
    PromiseBase* promise_ = nullptr;
};

}  // namespace kaon::inline v0
