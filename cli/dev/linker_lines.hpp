// What a linker complains of, as problems.
//
//   read_linker_lines("mold: error: undefined symbol: users()\n>>> referenced by main.cpp\n")
//
// Understands mold, lld and wasm-ld. A forgotten library of Kaon's leaves dozens of symbols undefined: they are one
// problem, whose first note is the remedy. Threads: pure.
#pragma once

#include <string_view>
#include <vector>

#include "kaon/program/dev/state.hpp"

namespace kaon::inline v0::cli::dev {

std::vector<kaon::dev::Problem> read_linker_lines(std::string_view output);

}  // namespace kaon::inline v0::cli::dev
