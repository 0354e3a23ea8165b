// How an Operation begins, completes and is cancelled.
#include "kaon/coro/operation.hpp"

namespace kaon::inline v0 {

std::coroutine_handle<> OperationBase::begin(PromiseBase& promise, std::coroutine_handle<> waiting,
                                             bool hands_over_errors) {
    promise_ = &promise;
    waiting_ = waiting;
    hands_over_errors_ = hands_over_errors;
    Context& context = promise.context();
    if (context.cancelled()) {
        set_error(Error(Errc::cancelled));
        return conclude();
    }
    const Begun begun = start(*context.core);
    if (begun == Begun::finished) return conclude();
    ends_itself_ = begun == Begun::ends_itself;
    if (begun != Begun::uncancellable && context.cancel) context.cancel->add(*this);
    return std::noop_coroutine();
}

void OperationBase::cancelled() {
    if (ends_itself_) return stop();
    stop();
    set_error(Error(Errc::cancelled));
    resume_waiting();
}

std::coroutine_handle<> OperationBase::conclude() {
    unlink();
    if (!hands_over_errors_) {
        // fail() destroys the frame that this operation lives in: nothing of it is used afterwards.
        if (std::optional<Error> error = take_error()) return promise_->fail(*std::move(error));
    }
    return waiting_;
}

}  // namespace kaon::inline v0
