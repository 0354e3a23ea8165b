// Operation<T>: a wait that the world completes: a timer, a socket, a job on another thread.
//
//   class Sleep : public Operation<void> {
//       Begun start(Core& core) override { core.start(timer_); return Begun::waiting; }
//       void stop() override { core().stop(timer_); }
//   };
//   co_await Sleep(...);                          // an error (cancelled, say) ends the Task
//   Result<> r = co_await attempt(Sleep(...));    // or is handed over
//
// Lifetime: an Operation is awaited where it was made (it is neither copied nor moved), once.
// Threads: complete() on the core's own thread.
#pragma once

#include "kaon/coro/promise.hpp"

namespace kaon::inline v0 {

// How an Operation stands after its start.
enum class Begun {
    waiting,        // until complete(), or until cancellation calls stop()
    uncancellable,  // until complete(), whatever happens
    ends_itself,    // until complete(), which stop() calls at once, or which follows soon
    finished,       // complete already; the outcome was set with finish()
};

class OperationBase : public CancelHook {
protected:
    OperationBase() : CancelHook([](CancelHook& hook) { static_cast<OperationBase&>(hook).cancelled(); }) {}
    ~OperationBase() = default;

    virtual Begun start(Core& core) = 0;
    // Gives up, after cancellation: complete() must not be called any more. After Begun::ends_itself it must: what is
    // waited for may be on its way from another core already, with something that is not to be lost.
    virtual void stop() {}

    Core& core() const { return *promise_->context().core; }
    Context& context() const { return promise_->context(); }

    virtual std::optional<Error> take_error() = 0;
    virtual void set_error(Error error) = 0;

    std::coroutine_handle<> begin(PromiseBase& promise, std::coroutine_handle<> waiting, bool hands_over_errors);
    void resume_waiting() {
        core().set_doing(context().doing);
        conclude().resume();
    }

private:
    void cancelled();
    std::coroutine_handle<> conclude();

    PromiseBase* promise_ = nullptr;
    std::coroutine_handle<> waiting_;
    bool hands_over_errors_ = false;
    bool ends_itself_ = false;
};

template <class T>
class Operation : public OperationBase {
public:
    using value_type = T;

protected:
    // Sets the outcome inside start(), which then returns Begun::finished.
    void finish(Result<T> outcome) { outcome_.emplace(std::move(outcome)); }
    // Sets the outcome and resumes the waiting Task. `this` may be gone when it returns.
    void complete(Result<T> outcome) {
        outcome_.emplace(std::move(outcome));
        resume_waiting();
    }

private:
    template <class Op, bool hands_over>
    friend struct OperationAwaiter;

    std::optional<Error> take_error() final {
        if (*outcome_) return std::nullopt;
        return std::move(*outcome_).error();
    }
    void set_error(Error error) final { outcome_.emplace(std::move(error)); }

    std::optional<Result<T>> outcome_;
};

template <class Op>
concept AnyOperation = std::derived_from<std::remove_cvref_t<Op>, OperationBase>;

template <class Op, bool hands_over>
struct OperationAwaiter {
    using T = typename Op::value_type;
    Op& operation;
    PromiseBase& promise;

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) {
        return static_cast<Operation<T>&>(operation).begin(promise, waiting, hands_over);
    }
    decltype(auto) await_resume() {
        auto& outcome = *static_cast<Operation<T>&>(operation).outcome_;
        if constexpr (hands_over) return Result<T>(std::move(outcome));
        else if constexpr (!std::is_void_v<T>) return T(std::move(outcome).value());
    }
};

}  // namespace kaon::inline v0
