// Child: a program that `kaon dev` has started: the build, or the project's own. It never outlives its owner.
//
//   Child child = Child::start({"ninja", "guestbook"}, {.folder = build}).value();
//   while (auto text = co_await child.read_output()) ...         // both of its outputs, as they come
//   std::string how = exit_text(co_await child.exited());        // "ended with 1", "was ended by signal 11 (...)"
//
// It has a process group of its own, so that Ctrl-C in the terminal reaches `kaon dev` alone, and no input. The kernel
// ends it when `kaon dev` itself is killed. The destructor ends it (SIGINT, after a second SIGKILL) and waits.
// Errors: Errc::unavailable with the remedy when it cannot be started. Threads: one core's own.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::cli::dev {

struct ChildOptions {
    std::filesystem::path folder{};
    std::vector<std::string> variables{};  // "NAME=value": added to the environment
    int listener = -1;                     // handed over as descriptor 3 (LISTEN_FDS)
};

class Child {
public:
    static Result<Child> start(const std::vector<std::string>& command, ChildOptions options);
    Child(Child&&) noexcept;
    Child& operator=(Child&&) noexcept;
    ~Child();

    // What it has written since; nothing at its end.
    Task<std::optional<std::string>> read_output();
    // What lies there now, without waiting.
    std::string take_output();
    // Its status as wait(2) gives it. May be awaited again.
    Task<int> exited();
    bool has_exited();
    void signal(int number);

private:
    Child(pid_t pid, Fd handle, Fd output) : pid_(pid), handle_(std::move(handle)), output_(std::move(output)) {}

    pid_t pid_ = -1;
    Fd handle_;  // a pidfd
    Fd output_;
    std::optional<int> status_;
};

std::string exit_text(int status);

}  // namespace kaon::inline v0::cli::dev
