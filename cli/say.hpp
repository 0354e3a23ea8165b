// What the program says: mistakes in one line each, steps in colour where somebody looks.
//
//   if (!project) return fail("there is no kaon.toml here or above; 'kaon new NAME' makes a project");
//
// Colours are written to a terminal only, and not when NO_COLOR is set (https://no-color.org) or TERM is "dumb".
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "kaon/base/error.hpp"

namespace kaon::inline v0::cli {

enum class Colour { red, green, yellow, bold, dim };

std::string painted(Colour colour, std::string_view text, std::FILE* to = stdout);

// "kaon: TEXT" on stderr; the exit codes 1 and 2.
int fail(std::string_view text);
int misuse(std::string_view text);
// The same for an error: its detail where it has one, since whoever runs a command may see it.
int fail(const Error& error);

// What begins now, in bold.
void step(std::string_view text);

}  // namespace kaon::inline v0::cli
