// What a program tells whoever started it. Internals of serve() and main().
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/error.hpp"

namespace kaon::inline v0::program {

enum Exit : int { ok = 0, failed = 1, misused = 2, interrupted = 128 };  // the last one plus the signal's number

// "name: text" on standard error.
void say(std::string_view name, std::string_view text);

// A mistake of the command line; gives the exit status.
int refuse(std::string_view name, const Error& mistake);

// An error in one line, for the person who started the program: the detail, which is hidden from the public only, then
// the text, unless that is the sentence which the code has for everyone; for bugs without detail everything there is.
std::string line_of(const Error& error);

}  // namespace kaon::inline v0::program
