// kaon completion: the script for the shell, on stdout.
#include "cli/completion.hpp"

#include <cstdio>

#include "cli/commands.hpp"

namespace kaon::inline v0::cli {

void add_completion(Command to, const CommandLine& line) {
    const auto shell = std::make_shared<std::string>();
    to.command("completion", "Prints the script that completes commands in a shell")
        .choice("SHELL", *shell, "bash", "the only one so far")
        .examples("  source <(kaon completion bash)\n")
        .runs([shell, &line] {
            std::fputs(bash_completion(line.facts()).c_str(), stdout);
            return Exit::ok;
        });
}

}  // namespace kaon::inline v0::cli
