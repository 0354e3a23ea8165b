// Other programs: run one and wait for it, keep what it says, or become it.
//
//   const Ran ran = run_program({"ninja", "-C", "build/dev"}, {.folder = project.folder});
//   if (ran.status != 0) return fail("...");
//
// Arguments are passed as they are, through no shell. Ctrl-C reaches the child too, and this program waits for it.
// Errors: a program that cannot be started has status 127, as in a shell; one that a signal ended 128 and its number.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kaon::inline v0::cli {

struct RunOptions {
    std::filesystem::path folder{};  // its working directory
    enum class Output { shown, kept, dropped } output = Output::shown;
    std::size_t limit = 16u << 20;  // of what is kept; the rest is read and dropped
    // Instead of all that: gets what both of its outputs say, as it comes.
    std::function<void(std::string_view)> read{};
};

struct Ran {
    int status = 0;
    std::string output{};  // stdout, when it is kept; stderr is always shown unless dropped
};

Ran run_program(const std::vector<std::string>& command, const RunOptions& options = {});
// Replaces this program; comes back only when that fails, with the exit code.
int become_program(const std::vector<std::string>& command, const std::filesystem::path& folder);

// Where a program is found by PATH; empty when it is not.
std::filesystem::path find_program(const std::string& name);
// Of this program itself.
std::filesystem::path own_path();

}  // namespace kaon::inline v0::cli
