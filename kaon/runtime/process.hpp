// Child processes: Child, and run() for those that are asked one question.
//
//   const RunOutcome sorted = co_await run({.program = "sort", .arguments = {"-n"}}, "2\n10\n1\n");
//   if (!sorted.status.ok()) co_return Error(Errc::internal).with_detail(sorted.errors);
//
//   Child child = co_await Child::spawn({.program = "ffmpeg", .arguments = {...}, .output = ChildStream::pipe});
//   while (std::size_t n = co_await child.output().read(buffer, sizeof buffer)) ...
//   const ExitStatus status = co_await child.wait();
//
// A Child that ends before its process kills it (SIGKILL), also when the Task that holds it is cancelled; the core
// takes its status, so that no zombie stays. A child inherits descriptors 0, 1, 2 and nothing else, an empty signal
// mask and default signals; nothing of it goes through a shell. Threads: belongs to the core that spawned it, and ends
// before its Runtime. Errors: Errc::not_found and Errc::forbidden for the program or its directory, Errc::too_large for
// a command line that the kernel refuses, Errc::unavailable without descriptors or processes, Errc::invalid for text
// with a zero byte.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaon/runtime/pipe.hpp"

namespace kaon::inline v0::runtime {

// Where a stream of the child leads: to this program's own, to nowhere, to a pipe that the Child has.
enum class ChildStream : std::uint8_t { inherit, nothing, pipe };

// alone: signals go to the process. own_group: it leads a group, and kill() reaches whom it has started, as a shell
// has.
enum class ChildGroup : std::uint8_t { alone, own_group };

struct Command {
    std::string program;  // a name is looked for in PATH, a path with '/' is taken as it is
    std::vector<std::string> arguments = {};
    std::string directory = {};  // empty: ours
    // Added to ours, or, with clean_environment, all that the child gets.
    std::vector<std::pair<std::string, std::string>> environment = {};
    bool clean_environment = false;
    ChildStream input = ChildStream::nothing;
    ChildStream output = ChildStream::inherit;
    ChildStream errors = ChildStream::inherit;
    ChildGroup group = ChildGroup::alone;
};

struct ExitStatus {
    int code = 0;  // what it returned
    int signal = 0;  // what ended it; 0 when it ended itself

    bool ok() const { return code == 0 && signal == 0; }
    std::string text() const;  // "status 2", "signal 9"
};

class Child {
public:
    static Task<Child> spawn(Command command);
    Child(Child&&) noexcept;
    Child& operator=(Child&&) noexcept;
    ~Child();

    int process() const;
    // Those that the command made pipes; to ask for another is a bug and ends the program.
    PipeWriter& input();
    PipeReader& output();
    PipeReader& errors();
    // The child reads to the end.
    void close_input() { input_.reset(); }

    // Until it has ended; one Task at a time. May be asked again. Cancelled, it leaves the process alone.
    Task<ExitStatus> wait();
    // Errors: Errc::not_found when it has ended.
    Result<> send(int signal);
    Result<> kill();

private:
    struct Process;
    friend struct Reaper;
    explicit Child(std::unique_ptr<Process> process);

    std::unique_ptr<Process> process_;
    std::optional<PipeWriter> input_;
    std::optional<PipeReader> output_, errors_;
};

struct RunLimits {
    std::size_t output = 1024 * 1024;  // bytes, of output and of errors each
};

struct RunOutcome {
    ExitStatus status;
    std::string output;
    std::string errors;
};

// Starts it, feeds it `input`, gathers both of its outputs and waits for its end; a child that does not read its input
// is no error. Errors: those of spawn(); Errc::too_large when it says more than the limit, and then it is killed.
Task<RunOutcome> run(Command command, std::string input = {}, RunLimits limits = {});

}  // namespace kaon::inline v0::runtime
