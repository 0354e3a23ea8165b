// CallQueue: calls in order of their arrival, linked through Job::next: queueing one allocates nothing.
//
//   queue.push(call);
//   while (queue.front()) run(*queue.pop());
//
// Threads: none of its own; whoever shares one locks. Lifetime: a call in it belongs to whoever owns the queue.
#pragma once

#include "kaon/sql/call.hpp"

namespace kaon::inline v0::sqlite {

class CallQueue {
public:
    void push(detail::Call& call);
    detail::Call* front() const { return first_; }
    detail::Call* pop();
    std::size_t size() const { return size_; }

private:
    detail::Call* first_ = nullptr;
    detail::Call* last_ = nullptr;
    std::size_t size_ = 0;
};

// The refusal when as many calls wait as may.
Error queue_full();

}  // namespace kaon::inline v0::sqlite
