// Command: a word of the command line, its options, its help, and what it does.
//
//   struct Wanted { std::string name; bool release = false; };
//   const auto wanted = std::make_shared<Wanted>();
//   to.command("build", "Builds the project")
//       .flag("--release", wanted->release, "an optimised program with its assets inside")
//       .option("--directory", wanted->name, "DIR", "where")
//       .examples("  kaon build --release\n")
//       .fails("what is built has mistakes")
//       .runs([wanted] { return build(*wanted); });
//
// The type of an option is what its help shows and its completion knows: DIR and FILE are paths, "a|b|c" are the only
// values, anything else is free text. Parsing is CLI11's, which stays in command.cpp because it costs 2.3 s per file.
// Lifetime: what options are written to outlives run(); keep it in what runs, as above.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace kaon::inline v0::cli {

enum Exit : int { ok = 0, failed = 1, misused = 2 };

class Command {
public:
    // A command below this one.
    Command command(const std::string& name, const std::string& about);

    Command& argument(const std::string& name, std::string& to, const std::string& about);
    Command& optional_argument(const std::string& name, std::string& to, const std::string& about);
    // One of the words of a type like "bash|zsh".
    Command& choice(const std::string& name, std::string& to, const std::string& type, const std::string& about);
    Command& option(const std::string& name, std::string& to, const std::string& type, const std::string& about);
    Command& flag(const std::string& name, bool& to, const std::string& about);
    // Everything after it goes to somebody else as it is.
    Command& rest(const std::string& name, std::vector<std::string>& to, const std::string& about);
    // Lines of two blanks and a command.
    Command& examples(const std::string& lines);
    // When the exit code is 1.
    Command& fails(const std::string& when);
    Command& runs(std::function<int()> what);

private:
    friend class CommandLine;
    struct State;
    Command(CLI::App& app, State& state) : app_(&app), state_(&state) {}

    CLI::App* app_;
    State* state_;
};

// What completion and tests want to know of a command.
struct CommandFacts {
    struct Option {
        std::string name, type;  // a flag has no type
    };
    std::string path;  // "sql migrate add"; empty at the top
    std::vector<std::string> commands;
    std::vector<Option> options;
    std::vector<std::string> words;  // that an argument may be
};

class CommandLine {
public:
    CommandLine();
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    Command top();
    // Parses and runs; the result is the program's exit code.
    int run(const std::vector<std::string>& arguments);
    // Top first, then depth first.
    std::vector<CommandFacts> facts() const;

private:
    std::unique_ptr<Command::State> state_;
};

}  // namespace kaon::inline v0::cli
