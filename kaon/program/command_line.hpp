// read_command_line(): what a command line says, in terms of a program's parameters. Internals of serve() and main().
//
//   Result<CommandLine> line = read_command_line(parameters, argc, argv);
//   for (const Given& given : line->given) use(*given.parameter, given.text);
//
// --name VALUE, --name=VALUE, -nVALUE, -n VALUE, several flags as -abc, "--" before what only looks like an option, "-"
// as plain text. An option may be given twice: the last one counts. Errors: Errc::invalid, one line for the user.
#pragma once

#include <string_view>
#include <vector>

#include "kaon/base/result.hpp"
#include "kaon/program/parameter.hpp"

namespace kaon::inline v0::program {

struct Given {
    const Parameter* parameter;
    std::string_view text;
};

struct CommandLine {
    std::vector<Given> given;

    // Whether the flag of that name is there: "help".
    bool has(std::string_view name) const;
};

// What stands on the line, in order, with the values unread.
Result<CommandLine> read_command_line(const Parameters& parameters, int argc, const char* const* argv);

// Writes the values into the struct, and then holds its rules against it. What must be given and is not is an error.
Result<> fill(const reflect::TypeInfo& info, void* value, const Parameters& parameters, const CommandLine& line);

}  // namespace kaon::inline v0::program
