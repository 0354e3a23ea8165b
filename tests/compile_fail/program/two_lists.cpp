// Two lists, and no word says which of them it is for.
// error: two lists of 'Options' take the rest of the command line: 'files' and 'skip'.
// error: remedy: make an option of one: {.field = "skip", .role = Role::option} in command_line().
#include <string>
#include <vector>

#include "kaon/program/main.hpp"

struct Options {
    std::vector<std::string> files;
    std::vector<std::string> skip;
};
kaon::Task<void> run(Options options);

int main(int argc, char** argv) { return kaon::main(argc, argv, run, {.name = "x"}); }
