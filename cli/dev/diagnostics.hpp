// What a build said, made short: one Problem for each mistake, in the words and at the place that matter.
//
//   std::vector<kaon::dev::Problem> problems = read_diagnostics(output, {.project = "/home/ada/shop"});
//
// `output` is what one failed command wrote: clang's, a linker's, CMake's, kaon-sql-describe's. A mistake inside the
// library or the standard library is shown where the project's own code led there, or where the type that it names is
// declared (declarations.hpp); Kaon's own messages come first, also those that its consteval functions throw; the
// path through templates is left out; what is said twice, for the server and for the browser, is said once. What nobody
// here understands is one Problem with its first lines. Limits: 20 problems.
// Threads: any; may read the project's sources.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/program/dev/state.hpp"

namespace kaon::inline v0::cli::dev {

struct DiagnosticsOptions {
    std::string project;  // its folder, absolute
    std::string build;  // relative paths start here; empty: at the project
};

std::vector<kaon::dev::Problem> read_diagnostics(std::string_view output, const DiagnosticsOptions& options);

// Without those that `to` has already.
void merge(std::vector<kaon::dev::Problem>& to, std::vector<kaon::dev::Problem> more);

// "error server/users.cpp:12:5  use of undeclared identifier 'x'", then the excerpt; in colour where `to` is a
// terminal.
std::string describe(const kaon::dev::Problem& problem, std::FILE* to = stdout);

}  // namespace kaon::inline v0::cli::dev
