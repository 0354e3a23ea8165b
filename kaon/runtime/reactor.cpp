// The loop: wait, dispatch readiness, fire timers, run jobs.
#include "kaon/runtime/reactor.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "kaon/base/clock.hpp"
#include "kaon/runtime/blocking_pool.hpp"

namespace kaon::inline v0::runtime {

struct Reactor::Event : epoll_event {};

namespace {

constexpr int batch_size = 128;
constexpr int job_rounds = 16;

// Whose loop this thread runs.
thread_local const Reactor* running_here = nullptr;

std::uint32_t epoll_bits(Interest interest) {
    switch (interest) {
        case Interest::none: return 0;
        case Interest::read: return EPOLLIN | EPOLLRDHUP;
        case Interest::write: return EPOLLOUT;
        case Interest::read_write: return EPOLLIN | EPOLLOUT | EPOLLRDHUP;
        case Interest::edges: return EPOLLIN | EPOLLOUT | EPOLLRDHUP | static_cast<std::uint32_t>(EPOLLET);
    }
    return 0;
}

}  // namespace

Reactor::Reactor(BlockingPool& pool, std::uint32_t index)
    : pool_(pool), index_(index), epoll_(epoll_create1(EPOLL_CLOEXEC)),
      wake_fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    // Without these two descriptors no program of ours can do anything.
    if (!epoll_ || !wake_fd_) std::abort();
    read_clock();
    wake_watch_.ready = [](Watch& watch, Readiness) {
        std::uint64_t count;
        while (::read(watch.fd, &count, sizeof count) > 0) {
        }
    };
    if (!watch(wake_watch_, wake_fd_.number(), Interest::read)) std::abort();
}

Reactor::~Reactor() {
    // Whoever posted the last job may not have returned from that yet.
    while (posting_.load(std::memory_order_acquire) != 0) sched_yield();
    // Blocking work that nobody waited for any more has come back meanwhile: its jobs own memory.
    take_foreign_jobs();
    run_jobs();
}

void Reactor::read_clock() { now_ = monotonic_now(); }

Instant Reactor::exact_now() const { return monotonic_now(); }

Result<> Reactor::watch(Watch& watch, int fd, Interest interest) {
    watch.fd = fd;
    watch.events = epoll_bits(interest);
    epoll_event event{.events = watch.events, .data = {.ptr = &watch}};
    if (epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, fd, &event) != 0)
        return Error(Errc::internal).with_detail(std::strerror(errno));
    return {};
}

void Reactor::change(Watch& watch, Interest interest) {
    const std::uint32_t wanted = epoll_bits(interest);
    if (wanted == watch.events) return;
    watch.events = wanted;
    epoll_event event{.events = wanted, .data = {.ptr = &watch}};
    epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, watch.fd, &event);
}

void Reactor::unwatch(Watch& watch) {
    if (watch.fd < 0) return;
    epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, watch.fd, nullptr);
    watch.fd = -1;
    // Events of this batch that were reported for it must not reach a dead watch.
    for (int i = 0; i < batch_left_; ++i) {
        if (batch_[i].data.ptr == &watch) batch_[i].data.ptr = nullptr;
    }
}

void Reactor::run() {
    const Reactor* const outer = std::exchange(running_here, this);
    thread_.store(::gettid(), std::memory_order_relaxed);
    while (!stopping_.load(std::memory_order_acquire)) turn();
    // What was posted before the stop still runs: jobs own memory.
    take_foreign_jobs();
    run_jobs();
    end_step();
    thread_.store(0, std::memory_order_relaxed);
    running_here = outer;
}

bool Reactor::runs_here() const { return running_here == this; }

bool Reactor::any_runs_here() { return running_here != nullptr; }

void Reactor::stop() {
    stopping_.store(true, std::memory_order_release);
    wake();
}

void Reactor::turn() {
    Event events[batch_size];
    end_step();
    const int count = epoll_wait(epoll_.number(), events, batch_size, wait_time());
    read_clock();
    for (int i = 0; i < count; ++i) {
        auto* watch = static_cast<Watch*>(events[i].data.ptr);
        if (!watch) continue;
        batch_ = events + i + 1;
        batch_left_ = count - i - 1;
        const std::uint32_t bits = events[i].events;
        begin_step();
        watch->ready(*watch, {.readable = (bits & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0,
                              .writable = (bits & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0,
                              .closed = (bits & (EPOLLHUP | EPOLLERR)) != 0});
    }
    batch_left_ = 0;
    fire_timers();
    take_foreign_jobs();
    run_jobs();
}

int Reactor::wait_time() const {
    if (first_job_ || foreign_jobs_.load(std::memory_order_relaxed)) return 0;
    const Instant first = timers_.first();
    if (first == Instant::never()) return -1;
    const std::int64_t left = (first - monotonic_now()).nanoseconds;
    if (left <= 0) return 0;
    const std::int64_t milliseconds = (left + 999'999) / 1'000'000;
    return milliseconds > 3'600'000 ? 3'600'000 : static_cast<int>(milliseconds);
}

void Reactor::post(Job& job) {
    job.next = nullptr;
    *last_job_ = &job;
    last_job_ = &job.next;
}

void Reactor::post_from_anywhere(Job& job) {
    if (runs_here()) return post(job);  // channels and locks wake by this call, mostly their own core
    // From the exchange on the job may run, and the program end by it: the count keeps what wake() needs.
    posting_.fetch_add(1, std::memory_order_relaxed);
    Job* head = foreign_jobs_.load(std::memory_order_relaxed);
    do job.next = head;
    while (!foreign_jobs_.compare_exchange_weak(head, &job, std::memory_order_release, std::memory_order_relaxed));
    if (!head) wake();  // whoever made the stack non-empty has woken the loop already
    posting_.fetch_sub(1, std::memory_order_release);
}

void Reactor::wake() {
    const std::uint64_t one = 1;
    // A full counter means that the loop is awake anyway.
    [[maybe_unused]] const ssize_t written = ::write(wake_fd_.number(), &one, sizeof one);
}

void Reactor::take_foreign_jobs() {
    if (!foreign_jobs_.load(std::memory_order_relaxed)) return;
    Job* newest_first = foreign_jobs_.exchange(nullptr, std::memory_order_acquire);
    Job* oldest_first = nullptr;
    while (newest_first) {
        Job* next = newest_first->next;
        newest_first->next = oldest_first;
        oldest_first = newest_first;
        newest_first = next;
    }
    while (oldest_first) {
        Job* next = oldest_first->next;
        post(*oldest_first);
        oldest_first = next;
    }
}

void Reactor::run_jobs() {
    // Those that jobs post run without asking the kernel in between, as when a channel wakes its other end; yet only so
    // often: a job that posts itself again must not starve the sockets.
    for (int round = 0; first_job_ && round < job_rounds; ++round) {
        Job* jobs = std::exchange(first_job_, nullptr);
        last_job_ = &first_job_;
        while (jobs) {
            Job* job = jobs;
            jobs = job->next;
            begin_step();
            job->run(*job);
        }
    }
}

void Reactor::fire_timers() {
    // Only as many as there are now: one that starts again for this very moment must not starve the sockets.
    for (std::size_t left = timers_.size(); left > 0; --left) {
        Timer* due = timers_.take_due(now_);
        if (!due) return;
        begin_step();
        due->fire(*due);
    }
}

void Reactor::start(Timer& timer) { timers_.start(timer); }

void Reactor::stop(Timer& timer) { timers_.stop(timer); }

Result<> Reactor::run_blocking(BlockingJob& job) { return pool_.run(job, *this); }

}  // namespace kaon::inline v0::runtime
