// The part of a coroutine that does not depend on its value: who waits for it, how an error ends it.
//
// Contract of an error exit (tested in task_test.cpp): the failed frames are destroyed innermost first, before the
// first waiter that asked for a Result goes on. No `catch` sees it.
//
// Internals shared by Task, Stream and the combinators; applications use task.hpp. Threads: one core's own.
#pragma once

#include <coroutine>
#include <optional>
#include <utility>

#include "kaon/base/result.hpp"
#include "kaon/coro/context.hpp"
#include "kaon/coro/frame_pool.hpp"

namespace kaon::inline v0 {

class PromiseBase;

namespace detail {
// Of the exception that is being handled: Errc::internal, what() as its detail.
Error exception_error() noexcept;
// The coroutine of a promise, as std::coroutine_handle<P>::from_promise(), without a class for each P.
template <class P>
[[gnu::always_inline, gnu::nodebug]] inline std::coroutine_handle<> frame_of(P* promise) {
    return std::coroutine_handle<>::from_address(__builtin_coro_promise(promise, alignof(P), true));
}
}  // namespace detail

// Whoever waits for a coroutine. Lives in the waiting frame or in a driver (a connection, a test loop).
struct TaskWaiter {
    std::coroutine_handle<> resume;             // run when the coroutine has ended...
    void (*done)(TaskWaiter&) = nullptr;        // ...or this, when it is set
    PromiseBase* propagate = nullptr;           // set: an error ends this coroutine as well
    std::coroutine_handle<>* owner = nullptr;   // the handle that dies with a failed frame
    std::optional<Error> error;                 // where `propagate` is null

    // What to run next; calls `done`.
    std::coroutine_handle<> wake() {
        if (!done) return resume;
        done(*this);
        return std::noop_coroutine();
    }
};

class PromiseBase {
public:
    static void* operator new(std::size_t size) { return detail::allocate_frame(size); }
    static void operator delete(void* frame, std::size_t size) { detail::free_frame(frame, size); }

    Context& context() const { return *context_; }

    // Before the first resume.
    void bind(TaskWaiter& waiter, Context& context) {
        waiter_ = &waiter;
        context_ = &context;
    }
    // Ends this coroutine with the error, and every one above that propagates it. It must be suspended.
    // Returns what runs next. Nothing in the frame may be touched afterwards.
    std::coroutine_handle<> fail(Error error) noexcept;

    void unhandled_exception() noexcept;  // becomes Errc::internal

    std::coroutine_handle<> frame() const { return self_; }
    // At the last suspension: wakes whoever waits, or unwinds with the error.
    std::coroutine_handle<> ended() noexcept {
        if (error_) [[unlikely]]
            return fail(*std::move(error_));
        return waiter_->wake();
    }

protected:
    explicit PromiseBase(std::coroutine_handle<> self) : self_(self) {}

    std::coroutine_handle<> self_;
    TaskWaiter* waiter_ = nullptr;
    Context* context_ = nullptr;
    std::optional<Error> error_;
};

// Runs a frame that somebody else owns until it ends or gives a value; its error ends the waiting coroutine too.
class FrameAwaiter {
public:
    FrameAwaiter(std::coroutine_handle<>& frame, PromiseBase& promise, PromiseBase& self)
        : frame_(frame), promise_(promise), self_(self) {}

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) {
        waiter_.resume = waiting;
        waiter_.propagate = &self_;
        waiter_.owner = &frame_;
        promise_.bind(waiter_, self_.context());
        return frame_;
    }
    void await_resume() const {}

private:
    std::coroutine_handle<>& frame_;
    PromiseBase& promise_;
    PromiseBase& self_;
    TaskWaiter waiter_;
};

}  // namespace kaon::inline v0
