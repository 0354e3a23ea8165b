// A field that would hide --help.
// error: the field 'help' of 'Options' hides --help, which every program has.
// error: remedy: another name; the text of --help is made from command_line().
#include "kaon/program/main.hpp"

struct Options {
    bool help = false;
};
kaon::Task<void> run(Options options);

int main(int argc, char** argv) { return kaon::main(argc, argv, run, {.name = "x"}); }
