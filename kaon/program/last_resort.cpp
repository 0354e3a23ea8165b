// A thread that waits for a deadline, and for signals that stay pending.
#include "kaon/program/last_resort.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "kaon/base/clock.hpp"
#include "kaon/base/fd.hpp"
#include "kaon/program/say.hpp"
#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::program {

namespace {

constexpr telemetry::Log program_log("program");
constexpr int look_again = 100;  // ms, at a signal that is pending

// Never read: it only shows what is pending.
Fd pending_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT}) sigaddset(&set, number);
    return Fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

// Until `fd` is readable, at most for so many milliseconds (negative: for ever). -1 for `fd`: only the time.
bool wait_for(int fd, int other, int milliseconds) {
    pollfd both[] = {{.fd = other, .events = POLLIN, .revents = 0}, {.fd = fd, .events = POLLIN, .revents = 0}};
    ::poll(both, 2, milliseconds);
    return both[1].revents != 0;
}

}  // namespace

struct LastResort::State {
    State(runtime::Runtime& r, telemetry::LogSink& l, LastResortOptions o)
        : runtime(r), log(l), options(std::move(o)), pending(pending_signals()),
          wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), thread([this] { watch(); }) {}
    ~State() {
        closing = true;
        rouse();
        thread.join();
    }

    void rouse() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t n = ::write(wake.number(), &one, sizeof one);
    }
    void watch();
    Instant due(Instant pending_since) const;
    [[noreturn]] void end();

    runtime::Runtime& runtime;
    telemetry::LogSink& log;
    const LastResortOptions options;
    const Fd pending;
    const Fd wake;
    std::atomic<std::int64_t> deadline = Instant::never().nanoseconds;
    std::atomic<bool> closing = false;
    std::thread thread;  // last: it uses the others
};

void LastResort::State::watch() {
    Instant pending_since = Instant::never();
    while (!closing) {
        const Instant now = monotonic_now();
        const Instant end_at = due(pending_since);
        if (now >= end_at) end();
        const bool has_deadline = end_at != Instant::never();
        const std::int64_t left = (end_at - now).nanoseconds / 1'000'000 + 1;
        // A pending signal is looked at from time to time: it does not tell when it is taken.
        const bool is_pending = pending_since != Instant::never();
        int time = has_deadline ? static_cast<int>(std::min<std::int64_t>(left, 3'600'000)) : -1;
        if (is_pending) time = time < 0 ? look_again : std::min(time, look_again);
        const bool shows = wait_for(is_pending ? -1 : pending.number(), wake.number(), time);
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t n = ::read(wake.number(), &count, sizeof count);
        if (is_pending && !wait_for(pending.number(), -1, 0)) pending_since = Instant::never();
        else if (shows) pending_since = monotonic_now();
    }
}

Instant LastResort::State::due(Instant pending_since) const {
    Instant at;
    at.nanoseconds = deadline;
    if (pending_since == Instant::never()) return at;
    return std::min(at, pending_since + options.patience);
}

void LastResort::State::end() {
    // Held cores stay at the same step; those that are merely waited for go on.
    std::vector<std::uint64_t> steps;
    for (std::uint32_t i = 0; i < runtime.cores(); ++i) steps.push_back(runtime.core(i).step());
    wait_for(-1, -1, look_again);
    // Whoever reads the log may have stopped reading: that must not hold the end too.
    std::signal(SIGALRM, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    ::alarm(2);
    for (std::uint32_t i = 0; i < runtime.cores(); ++i) {
        const runtime::Reactor& core = runtime.core(i);
        if (core.step() != steps[i] || steps[i] % 2 == 0) continue;
        const char* doing = core.doing();
        program_log.error("a core is held and cannot be stopped",
                          {{"core", i}, {"doing", doing && *doing ? doing : "something without a name"}});
    }
    program_log.error("the program did not end in time and is ended now");
    log.flush();
    say(options.name, "did not end in time");
    ::_exit(Exit::failed);
}

LastResort::LastResort(runtime::Runtime& runtime, telemetry::LogSink& log, LastResortOptions options)
    : state_(std::make_unique<State>(runtime, log, std::move(options))) {}
LastResort::~LastResort() = default;

void LastResort::expect_end(Duration within) {
    const std::int64_t at = (monotonic_now() + within).nanoseconds;
    std::int64_t known = state_->deadline;
    while (at < known && !state_->deadline.compare_exchange_weak(known, at)) {
    }
    state_->rouse();
}

}  // namespace kaon::inline v0::program
