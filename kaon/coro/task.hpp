// Task<T>: a lazy coroutine whose outcome is a Result<T>.
//
//   Task<User> show(Db& db, int id) {
//       Row row = co_await db.find(id);          // an error ends this Task with it, as Rust's `.await?`
//       Result<> r = co_await attempt(audit());  // here it is a value to look at
//       co_return User{row};                     // or: co_return Error(Errc::not_found);
//   }
//
// Error exit: the failed frames are destroyed innermost first, before whoever asked for the Result goes on; no `catch`
// sees it, and destructors cannot await. What must await at its end is a scope function (see scope.hpp).
// An exception that leaves a coroutine becomes Error{Errc::internal}.
// Lifetime: nothing runs before it is awaited; parameters are copied into the frame, references are not. Awaiting one
// that was moved from, or awaited before, is a bug and ends the program, which says so.
// Threads: starts and resumes on one core. Frames come from that thread's pool.
//
// Each value type costs the compiler what stands in templates here, and a user's file has dozens of them: what can
// is in classes without parameters, and what calls no code of the user's is nodebug.
#pragma once

#include <concepts>
#include <new>
#include <type_traits>

#include "kaon/base/message.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/coro/operation.hpp"
#include "kaon/coro/promise.hpp"

namespace kaon::inline v0 {

template <class T = void>
class Task;
template <class T>
class Stream;

template <class A>
struct Attempt;

namespace detail {
// Says that a Task was moved from before it was awaited, such as the second time, and aborts.
[[noreturn, gnu::cold]] void no_task();

template <class T>
inline constexpr bool is_task = false;
template <class T>
inline constexpr bool is_task<Task<T>> = true;
}  // namespace detail

template <class T, bool hands_over>
struct TaskAwaiter;
template <class T>
struct ResultAwaiter;

namespace detail {

// What a Task says to a co_return or co_await that does not fit.
template <class T, class U>
consteval Message return_mistake() {
    Message m;
    m << "\n  co_return gives '" << type_name<U>() << "', and the coroutine is a Task<" << type_name<T>()
      << ">.\n  remedy: a value that makes a " << type_name<T>() << ", an Error, or a Result<" << type_name<T>()
      << ">.";
    return m;
}
template <class A>
consteval Message await_mistake() {
    using Bare = std::remove_cvref_t<A>;
    Message m;
    m << "\n  '" << type_name<Bare>() << "' cannot be awaited here.\n  remedy: ";
    if constexpr (requires { Bare::how_to_await; }) m << Bare::how_to_await;
    else if constexpr (is_task<Bare>) m << "a Task is awaited once, and given away: co_await std::move(task).";
    else m << "co_await a Task, a Result, an Error or an Operation; what blocks, by spawn_blocking.";
    return m;
}

// Stands in for the value, so that nothing else is reported.
struct Unawaitable : std::suspend_never {
    struct Anything {
        template <class T>
        operator T() const;
    };
    Anything await_resume() const noexcept;
};

}  // namespace detail

// What a coroutine of ours may co_await.
class AwaitingPromise : public PromiseBase {
public:
    template <class T>
    TaskAwaiter<T, false> await_transform(Task<T>&& task);
    template <class T>
    TaskAwaiter<T, true> await_transform(Attempt<Task<T>>&& attempt);
    template <class T>
    ResultAwaiter<T> await_transform(Result<T> result);
    ResultAwaiter<void> await_transform(Error error);
    template <AnyOperation Op>
    OperationAwaiter<std::remove_cvref_t<Op>, false> await_transform(Op&& operation) {
        return {operation, *this};
    }
    template <AnyOperation Op>
    OperationAwaiter<Op, true> await_transform(Attempt<Op&>&& attempt) {
        return {attempt.awaited, *this};
    }
    auto await_transform(CurrentContext) {
        struct Awaiter : std::suspend_never {
            Context& context;
            Context& await_resume() const noexcept { return context; }
        };
        return Awaiter{{}, *context_};
    }
    // Everything else is a mistake, and says so.
    template <class A>
    detail::Unawaitable await_transform(A&&) {
        static constexpr Message mistake = detail::await_mistake<A>();
        static_assert(false, mistake);
        return {};
    }
    // An awaitable of somebody else's that asks the promise itself.
    template <class A>
        requires requires(A a, AwaitingPromise& p) { a.awaiter_for(p); }
    auto await_transform(A&& awaitable) {
        return std::forward<A>(awaitable).awaiter_for(*this);
    }

protected:
    using PromiseBase::PromiseBase;
};

// The last suspension of a coroutine: hands over to whoever waits, or unwinds with the error.
struct FinalAwaiter {
    PromiseBase& promise;

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return promise.ended(); }
    void await_resume() const noexcept {}
};

class TaskPromise : public AwaitingPromise {
public:
    std::suspend_always initial_suspend() noexcept { return {}; }
    FinalAwaiter final_suspend() noexcept { return {*this}; }

protected:
    using AwaitingPromise::AwaitingPromise;
};

template <class T>
class Promise final : public TaskPromise {
public:
    [[gnu::nodebug]] Promise() : TaskPromise(detail::frame_of(this)) {}
    ~Promise() {
        if (has_value_) value_.~T();
    }
    [[gnu::nodebug]] Task<T> get_return_object() { return Task<T>(*this); }

    // The builtin, since std::constructible_from costs ten classes for each T.
    template <class U = T>
        requires(!std::same_as<std::remove_cvref_t<U>, Error> && !detail::is_result<std::remove_cvref_t<U>> &&
                 __is_constructible(T, U))
    void return_value(U&& value) {
        ::new (static_cast<void*>(&value_)) T(std::forward<U>(value));
        has_value_ = true;
    }
    template <class U>
        requires(!std::same_as<std::remove_cvref_t<U>, Error> && !std::same_as<std::remove_cvref_t<U>, Result<T>> &&
                 !__is_constructible(T, U))
    void return_value(U&&) {
        static constexpr Message mistake = detail::return_mistake<T, std::remove_cvref_t<U>>();
        static_assert(false, mistake);
    }
    // Templates, so that a braced `co_return {...};` always means a T.
    template <std::same_as<Error> E>
    void return_value(E error) {
        error_.emplace(std::move(error));
    }
    template <std::same_as<Result<T>> R>
    void return_value(R result) {
        if (result) return_value(std::move(result).value());
        else error_.emplace(std::move(result).error());
    }
    T& value() { return value_; }
    T take() { return std::move(value_); }

private:
    union {
        T value_;
    };
    bool has_value_ = false;
};

// A Task<void> ends by falling off its end or by `co_return;`, with an error by `co_await Error(...)`.
template <>
class Promise<void> final : public TaskPromise {
public:
    [[gnu::nodebug]] Promise() : TaskPromise(detail::frame_of(this)) {}
    Task<void> get_return_object();
    void return_void() {}
    void take() {}
};

// A coroutine's frame, owned, or nothing after a move; all that a Task consists of.
class TaskFrame {
public:
    TaskFrame() = default;
    explicit TaskFrame(PromiseBase& promise) : frame_(promise.frame()), promise_(&promise) {}
    TaskFrame(TaskFrame&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)), promise_(other.promise_) {}
    TaskFrame& operator=(TaskFrame&& other) noexcept {
        std::swap(frame_, other.frame_);
        std::swap(promise_, other.promise_);
        return *this;
    }
    ~TaskFrame() {
        if (frame_) frame_.destroy();
    }

    // For drivers: runs until the first suspension. `waiter` and `context` outlive the Task's run; `waiter` learns of
    // the end.
    void start(TaskWaiter& waiter, Context& context) { prepare(waiter, context).resume(); }
    // The same, giving what to resume.
    std::coroutine_handle<> prepare(TaskWaiter& waiter, Context& context) {
#if !defined(__wasm__)
        if (!frame_) [[unlikely]]
            detail::no_task();
#endif
        waiter.owner = &frame_;
        promise_->bind(waiter, context);
        return frame_;
    }

protected:
    std::coroutine_handle<> frame_;
    PromiseBase* promise_ = nullptr;
};

template <class T>
class [[nodiscard]] Task : private TaskFrame {
public:
    using promise_type = Promise<T>;
    using value_type = T;
    using TaskFrame::prepare;
    using TaskFrame::start;

    // For drivers, after the end without error. The value dies with the Task.
    auto& value() [[clang::lifetimebound]] { return static_cast<promise_type*>(promise_)->value(); }
    T take() { return static_cast<promise_type*>(promise_)->take(); }

private:
    friend promise_type;
    friend class AnyTask;
    [[gnu::always_inline, gnu::nodebug]] explicit Task(promise_type& promise) : TaskFrame(promise) {}
};

inline Task<void> Promise<void>::get_return_object() { return Task<void>(*this); }

// co_await attempt(x) gives the Result of a Task or an Operation, whatever it is.
template <class A>
struct Attempt {
    A awaited;
};
template <class T>
Attempt<Task<T>> attempt(Task<T> task) {
    return {std::move(task)};
}
template <AnyOperation Op>
Attempt<Op&> attempt(Op&& operation [[clang::lifetimebound]]) {
    return {operation};
}

template <class T, bool hands_over>
struct TaskAwaiter {
    Task<T> task;
    PromiseBase& self;
    TaskWaiter waiter;

    TaskAwaiter(Task<T>&& awaited, PromiseBase& promise) : task(std::move(awaited)), self(promise) {}
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) {
        waiter.resume = waiting;
        if constexpr (!hands_over) waiter.propagate = &self;
        return task.prepare(waiter, self.context());
    }
    auto await_resume() {
        if constexpr (!hands_over) {
            return task.take();
        } else {
            if (waiter.error) return Result<T>(*std::move(waiter.error));
            if constexpr (std::is_void_v<T>) return Result<T>();
            else return Result<T>(task.take());
        }
    }
};

template <class T>
struct ResultAwaiter {
    Result<T> result;
    PromiseBase& self;

    bool await_ready() const noexcept { return result.has_value(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) { return self.fail(std::move(result).error()); }
    T await_resume() { return static_cast<T>(std::move(result).value()); }
};
template <>
struct ResultAwaiter<void> {
    Result<> result;
    PromiseBase& self;

    bool await_ready() const noexcept { return result.has_value(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) { return self.fail(std::move(result).error()); }
    void await_resume() const {}
};

template <class T>
TaskAwaiter<T, false> AwaitingPromise::await_transform(Task<T>&& task) {
    return {std::move(task), *this};
}
template <class T>
TaskAwaiter<T, true> AwaitingPromise::await_transform(Attempt<Task<T>>&& attempt) {
    return {std::move(attempt.awaited), *this};
}
template <class T>
ResultAwaiter<T> AwaitingPromise::await_transform(Result<T> result) {
    return {std::move(result), *this};
}
inline ResultAwaiter<void> AwaitingPromise::await_transform(Error error) { return {std::move(error), *this}; }

}  // namespace kaon::inline v0
