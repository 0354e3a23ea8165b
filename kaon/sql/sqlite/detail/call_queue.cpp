// The links of the list.
#include "kaon/sql/sqlite/detail/call_queue.hpp"

namespace kaon::inline v0::sqlite {

using detail::Call;

void CallQueue::push(Call& call) {
    call.next = nullptr;
    if (last_) last_->next = &call;
    else first_ = &call;
    last_ = &call;
    ++size_;
}

Call* CallQueue::pop() {
    Call* call = first_;
    first_ = static_cast<Call*>(call->next);
    if (!first_) last_ = nullptr;
    call->next = nullptr;
    --size_;
    return call;
}

Error queue_full() { return Error(Errc::unavailable).with_detail("the database's queue is full"); }

}  // namespace kaon::inline v0::sqlite
