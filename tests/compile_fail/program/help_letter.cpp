// A letter that is --help's.
// error: command_line() of 'Options' gives 'human' the letter 'h', which is --help's.
// error: remedy: another letter, or none.
#include "kaon/program/main.hpp"

struct Options {
    bool human = false;
    static consteval auto command_line() { return kaon::arguments({{.field = "human", .letter = 'h'}}); }
};
kaon::Task<void> run(Options options);

int main(int argc, char** argv) { return kaon::main(argc, argv, run, {.name = "x"}); }
