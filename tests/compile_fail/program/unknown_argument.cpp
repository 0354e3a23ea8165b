// Help for a field that is not there.
// error: command_line() of 'Options' names a field 'fils' that is not there.
// error: fields: files all
#include <string>
#include <vector>

#include "kaon/program/main.hpp"

struct Options {
    std::vector<std::string> files;
    bool all = false;
    static consteval auto command_line() { return kaon::arguments({{.field = "fils", .help = "what to read"}}); }
};
kaon::Task<void> run(Options options);

int main(int argc, char** argv) { return kaon::main(argc, argv, run, {.name = "x"}); }
