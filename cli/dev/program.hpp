// Program: the project's program while `kaon dev` runs it, on the listener that `kaon dev` keeps.
//
//   Program program = Program::start(project, {.listener = fd, .folder = folder, .generation = 3}).value();
//   if (co_await program.came_up()) ...        // it serves; false: it has ended, program.last_words() say why
//   program.drain();                           // SIGTERM: it answers what it has and ends
//
// Its output goes on to the terminal; the last lines are kept. Threads: one core's own. follow() runs beside it
// and keeps it alive.
#pragma once

#include <csignal>
#include <deque>
#include <memory>

#include "cli/dev/child.hpp"
#include "cli/project.hpp"

namespace kaon::inline v0::cli::dev {

struct ProgramOptions {
    int listener = -1;
    std::string folder;  // where the state is
    std::uint64_t generation = 0;
};

class Program {
public:
    static Result<std::shared_ptr<Program>> start(const Project& project, const ProgramOptions& options);

    // Passes its output on, until its end.
    static Task<void> follow(std::shared_ptr<Program> program);
    // Whether it has said that it serves; false when it ended before.
    Task<bool> came_up();
    Task<int> exited() { return child_.exited(); }
    bool has_exited() { return child_.has_exited(); }
    void drain() { child_.signal(SIGTERM); }
    void kill() { child_.signal(SIGKILL); }
    std::string last_words();

private:
    Program(Child child, Fd notices) : child_(std::move(child)), notices_(std::move(notices)) {}
    void pass_on(std::string_view text);

    Child child_;
    Fd notices_;  // what it says to NOTIFY_SOCKET
    std::deque<std::string> lines_;
    std::string line_;  // not ended yet
};

}  // namespace kaon::inline v0::cli::dev
