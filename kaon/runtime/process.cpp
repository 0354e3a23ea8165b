// A child by its pidfd: its end is an event like any other.
#include "kaon/runtime/process.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <sys/syscall.h>  // <sys/pidfd.h> of glibc 2.36 is not for C++
#include <sys/wait.h>
#include <unistd.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/runtime/detail/spawn.hpp"
#include "kaon/runtime/detail/system_error.hpp"
#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::runtime {

struct Child::Process : Watch {
    int number = 0;
    Fd handle;
    Reactor* reactor = nullptr;
    ChildGroup group = ChildGroup::alone;
    std::optional<ExitStatus> status;
    std::unique_ptr<Process> next;  // in the Reaper's list

    // Takes the status when there is one; `options` as of waitid(2).
    bool collect(int options) {
        siginfo_t info{};
        while (!status && ::waitid(P_PIDFD, static_cast<id_t>(handle.number()), &info, WEXITED | options) != 0) {
            if (errno == EINTR) continue;
            status = ExitStatus{.code = -1};  // somebody else has taken it (a SIGCHLD that is ignored)
        }
        if (!status && info.si_pid != 0) {
            status = info.si_code == CLD_EXITED ? ExitStatus{.code = info.si_status}
                                                : ExitStatus{.code = 0, .signal = info.si_status};
        }
        return status.has_value();
    }
    Result<> send(int signal) {
        if (status) return Error(Errc::not_found, "the process has ended");
        const int sent = group == ChildGroup::own_group
                             ? ::kill(-number, signal)
                             : static_cast<int>(::syscall(SYS_pidfd_send_signal, handle.number(), signal, nullptr, 0));
        if (sent != 0 && errno == ESRCH) return Error(Errc::not_found, "the process has ended");
        if (sent != 0) return detail::system_error(errno, "a signal for a child");
        return {};
    }
};

// Of each core: takes the statuses of killed children that nobody waits for.
struct Reaper final : CoreLocal {
    std::unique_ptr<Child::Process> first;

    static Reaper& of(Reactor& reactor) {
        static const std::uint64_t key = CoreLocal::new_key();
        if (CoreLocal* known = reactor.local(key)) return *static_cast<Reaper*>(known);
        return reactor.keep(key, std::make_unique<Reaper>());
    }
    ~Reaper() override {
        // They were killed: this ends.
        for (; first; first = std::move(first->next)) {
            first->reactor->unwatch(*first);
            first->collect(0);
        }
    }
    void take(std::unique_ptr<Child::Process> process) {
        Reactor& reactor = *process->reactor;
        process->ready = [](Watch& watch, Readiness) {
            auto& ended = static_cast<Child::Process&>(watch);
            if (ended.collect(WNOHANG)) of(*ended.reactor).forget(ended);
        };
        if (!reactor.watch(*process, process->handle.number(), Interest::read)) process->collect(0);
        if (process->status) return;
        process->next = std::move(first);
        first = std::move(process);
    }
    void forget(Child::Process& ended) {
        ended.reactor->unwatch(ended);
        std::unique_ptr<Child::Process>* at = &first;
        while (at->get() != &ended) at = &(*at)->next;
        std::unique_ptr<Child::Process> gone = std::move(*at);
        *at = std::move(gone->next);
    }
};

std::string ExitStatus::text() const {
    return signal ? "signal " + std::to_string(signal) : "status " + std::to_string(code);
}

Child::Child(std::unique_ptr<Process> process) : process_(std::move(process)) {}
Child::Child(Child&&) noexcept = default;
Child& Child::operator=(Child&& other) noexcept {
    std::swap(process_, other.process_);
    std::swap(input_, other.input_);
    std::swap(output_, other.output_);
    std::swap(errors_, other.errors_);
    return *this;
}

Child::~Child() {
    if (!process_ || process_->collect(WNOHANG)) return;
    (void)process_->send(SIGKILL);
    Reaper& reaper = Reaper::of(*process_->reactor);
    reaper.take(std::move(process_));
}

Task<Child> Child::spawn(Command command) {
    auto& reactor = static_cast<Reactor&>(*(co_await current_context()).core);
    Reaper::of(reactor);
    // A cancelled wait for it would leave a process that nobody knows; and vfork(2) stops the thread that calls it.
    auto start = [&]() -> Task<detail::Spawned> {
        co_return co_await spawn_blocking([command] { return detail::spawn_now(command); });
    };
    detail::Spawned spawned = co_await shield(start());
    auto process = std::make_unique<Process>();
    process->number = spawned.process;
    process->handle = std::move(spawned.handle);
    process->reactor = &reactor;
    process->group = command.group;
    Child child(std::move(process));
    if (spawned.input) child.input_.emplace(std::move(spawned.input));
    if (spawned.output) child.output_.emplace(std::move(spawned.output));
    if (spawned.errors) child.errors_.emplace(std::move(spawned.errors));
    co_return child;
}

namespace {
template <class T>
T& present(std::optional<T>& stream, const char* name) {
    if (stream) return *stream;
    std::fprintf(stderr, "kaon: Child::%s(): the command did not make it a pipe\n", name);
    std::abort();
}
}  // namespace

int Child::process() const { return process_->number; }
PipeWriter& Child::input() { return present(input_, "input"); }
PipeReader& Child::output() { return present(output_, "output"); }
PipeReader& Child::errors() { return present(errors_, "errors"); }

Task<ExitStatus> Child::wait() {
    while (!process_->collect(WNOHANG)) co_await readable(process_->handle.number());
    co_return *process_->status;
}

Result<> Child::send(int signal) { return process_->collect(WNOHANG) ? process_->send(0) : process_->send(signal); }
Result<> Child::kill() { return send(SIGKILL); }

namespace {

Task<void> feed(Child& child, const std::string& input) {
    // A child may know its answer before it has read everything.
    Result<> written = co_await attempt(child.input().write_all(input));
    child.close_input();
    if (!written && !written.error().is(Errc::unavailable)) co_await std::move(written);
}

}  // namespace

Task<RunOutcome> run(Command command, std::string input, RunLimits limits) {
    command.input = ChildStream::pipe;
    command.output = command.errors = ChildStream::pipe;
    Child child = co_await Child::spawn(std::move(command));
    auto [fed, output, errors] = co_await when_all(feed(child, input), read_to_end(child.output(), limits.output),
                                                   read_to_end(child.errors(), limits.output));
    co_return RunOutcome{.status = co_await child.wait(), .output = std::move(output), .errors = std::move(errors)};
}

}  // namespace kaon::inline v0::runtime
