// The `kaon` program: the commands are registered in commands.cpp, each has a file below commands/.
#include "cli/command.hpp"
#include "cli/commands.hpp"

int main(int argc, char** argv) {
    kaon::cli::CommandLine line;
    kaon::cli::add_commands(line);
    return line.run({argv + 1, argv + argc});
}
