// What `kaon dev` tells the program that it started, and through it the browser: one JSON file, replaced as a whole.
//
//   dev::State state = dev::read_state(folder).value();
//   state.styles += 1;
//   dev::write_state(folder, state);                                 // counts `version` up
//   std::string text = co_await dev::changed_state(folder, 17);      // waits until the version is another than 17
//
// Errors: Errc::not_found, Errc::internal with the path and the system's words; those of json::read.
// Threads: one writer; readers see the old content or the new one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kaon/coro/task.hpp"

namespace kaon::inline v0::dev {

// One mistake, where it is in the project.
struct Problem {
    std::string file;  // relative to the project; empty: in no file
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string message;  // lines; the first says what is wrong
    std::string excerpt;  // the line of the source with a mark below it, or empty
    std::vector<std::string> notes;

    bool operator==(const Problem&) const = default;
};

struct State {
    std::uint64_t version = 0;     // another one after each change of what follows
    std::uint64_t generation = 0;  // counts the programs that were started and came up
    std::uint64_t styles = 0;      // counts changes of style sheets
    std::uint64_t pages = 0;       // counts changes of other assets: reload, nothing was built
    bool serving = false;          // a program answers; if not, `kaon dev` itself
    std::string title;             // over the problems
    std::vector<Problem> problems; // why the latest change is not running
};

// The exit status of a program by kaon::main, which `kaon dev` started to serve.
inline constexpr int does_not_serve = 78;

std::string state_file(const std::string& folder);
Result<State> read_state(const std::string& folder);
Result<> write_state(const std::string& folder, State& state);

// The file's text, once its version is another than `seen`, or after 20 s.
Task<std::string> changed_state(std::string folder, std::uint64_t seen);

}  // namespace kaon::inline v0::dev
