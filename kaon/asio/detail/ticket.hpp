// Ticket: the way back of something that another thread does for a wait: its job is sent home once, whatever becomes
// of the ticket.
//
//   executor.post([ticket = Ticket(job, core)]() mutable { work(); ticket.send(); });
//
// A function that is forgotten instead of called, as those of an io_context that ends, sends it too, by its destructor.
// Threads: one at a time, any.
#pragma once

#include <utility>

#include "kaon/coro/core.hpp"

namespace kaon::inline v0::detail {

class Ticket {
public:
    Ticket(Job& job, Core& home) : job_(&job), home_(&home) {}
    Ticket(Ticket&& other) noexcept : job_(std::exchange(other.job_, nullptr)), home_(other.home_) {}
    Ticket& operator=(Ticket&& other) noexcept {
        std::swap(job_, other.job_);
        std::swap(home_, other.home_);
        return *this;
    }
    ~Ticket() { send(); }

    // The wait may have ended when this returns.
    void send() {
        if (Job* job = std::exchange(job_, nullptr)) home_->post_from_anywhere(*job);
    }

private:
    Job* job_;
    Core* home_;
};

}  // namespace kaon::inline v0::detail
