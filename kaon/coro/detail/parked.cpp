// The queue's links, and sending home those who were woken.
#include "kaon/coro/detail/parked.hpp"

#if !defined(__wasm__)
#include <cstdio>
#include <cstdlib>
#endif

namespace kaon::inline v0::detail {

void WakeList::add(Parked& parked) {
    parked.next = nullptr;
    *last_ = &parked;
    last_ = &parked.next;
}

void WakeList::post_all() {
    for (Job* job = first_; job;) {
        auto& parked = static_cast<Parked&>(*job);
        job = job->next;  // from the next line on it belongs to its core
        parked.home->post_from_anywhere(parked);
    }
}

void WaitQueue::push(Parked& parked) {
    parked.queued = true;
    parked.after = nullptr;
    parked.before = last_;
    (last_ ? last_->after : first_) = &parked;
    last_ = &parked;
}

void WaitQueue::remove(Parked& parked) {
    (parked.before ? parked.before->after : first_) = parked.after;
    (parked.after ? parked.after->before : last_) = parked.before;
    parked.queued = false;
}

#if defined(__wasm__)
void died_in_use(const char*) { __builtin_trap(); }
#else
void died_in_use(const char* what) {
    std::fprintf(stderr, "kaon: %s ends while somebody holds it or waits for it: it must outlive its Tasks\n", what);
    std::abort();
}
#endif

}  // namespace kaon::inline v0::detail
