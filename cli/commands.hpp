// All commands of the program: each is added to the command line by a function of its own.
#pragma once

#include "cli/command.hpp"

namespace kaon::inline v0::cli {

void add_new(Command to);
void add_build(Command to);
void add_test(Command to);
void add_run(Command to);
void add_dev(Command to);  // dev/dev.cpp
void add_routes(Command to);
void add_sql(Command to);
void add_sql_prepare(Command to);  // below sql
void add_sql_migrate(Command to);
void add_doctor(Command to);
void add_completion(Command to, const CommandLine& line);

void add_commands(CommandLine& line);

}  // namespace kaon::inline v0::cli
