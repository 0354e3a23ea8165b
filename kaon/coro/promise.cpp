// How an error unwinds a chain of coroutines.
#include "kaon/coro/promise.hpp"

#if !defined(__wasm__)
#include <cstdio>
#include <cstdlib>
#endif
#ifdef __cpp_exceptions
#include <exception>
#include <new>
#endif

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

std::coroutine_handle<> PromiseBase::fail(Error error) noexcept {
    PromiseBase* promise = this;
    for (;;) {
        TaskWaiter* waiter = promise->waiter_;
        PromiseBase* outer = waiter->propagate;
        const std::coroutine_handle<> frame = promise->self_;
        *waiter->owner = nullptr;
        frame.destroy();
        if (!outer) {
            waiter->error.emplace(std::move(error));
            return waiter->wake();
        }
        promise = outer;
    }
}

#if !defined(__wasm__)
void detail::no_task() {
    std::fputs("kaon: a Task is awaited that was moved away: each is awaited once, by co_await std::move(task)\n",
               stderr);
    std::abort();
}
#endif

#ifdef __cpp_exceptions
static Error internal_error(std::string_view words) noexcept {
    Error error(Errc::internal);
    try {
        static_cast<void>(std::move(error).with_detail(words));
    } catch (const std::bad_alloc&) {  // then without them
    }
    return error;
}

Error detail::exception_error() noexcept {
    try {
        throw;
    } catch (const std::exception& exception) {
        return internal_error(exception.what());
    } catch (...) {
        return internal_error("an exception that is no std::exception");
    }
}
void PromiseBase::unhandled_exception() noexcept { error_.emplace(detail::exception_error()); }
#else
void PromiseBase::unhandled_exception() noexcept {}
#endif

}  // namespace kaon::inline v0
