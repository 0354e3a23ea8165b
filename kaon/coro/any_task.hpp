// AnyTask: a Task whose value type is forgotten until its end, so that what drives many kinds of Task compiles once.
//
//   AnyTask task(handler(...));                  // Task<Json<User>>, say
//   co_await task;                               // an error propagates
//   task.take<Json<User>>();                     // whoever knows the type takes the value
//
// Rules as for Task. To take another type than the Task's is undefined: nothing here remembers it.
#pragma once

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

class AnyTask : public TaskFrame {
public:
    AnyTask() = default;
    template <class T>
    [[gnu::always_inline, gnu::nodebug]] explicit AnyTask(Task<T>&& task) : TaskFrame(static_cast<TaskFrame&&>(task)) {}

    explicit operator bool() const { return static_cast<bool>(frame_); }
    // The value, for a caller who knows that it is a T; after the end without error, once.
    template <class T>
    [[gnu::always_inline, gnu::nodebug]] T take() {
        return static_cast<Promise<T>*>(promise_)->take();
    }

    template <class T>
    [[gnu::always_inline, gnu::nodebug]] T& value() [[clang::lifetimebound]] {
        return static_cast<Promise<T>*>(promise_)->value();
    }

    // Awaited by reference: the frame, and the value in it, live as long as the AnyTask.
    FrameAwaiter awaiter_for(PromiseBase& self) { return {frame_, *promise_, self}; }
};

}  // namespace kaon::inline v0
