// CLI11 behind Command: one line for each mistake, with what to do about it.
#include "cli/command.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

#include <CLI/CLI.hpp>

#include "cli/say.hpp"
#include "cli/version.hpp"
#include "kaon/sql/check/problem.hpp"

namespace kaon::inline v0::cli {

struct Command::State {
    CLI::App app{"Kaon: a full-stack web framework for C++26", "kaon"};
    std::map<const CLI::App*, std::function<int()>> actions;
    struct Help {
        std::string examples, failure;
    };
    std::map<const CLI::App*, Help> helps;
};

namespace {

// "a|b" as words; anything else is one.
std::vector<std::string> split_choices(const std::string& type) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= type.size();) {
        const std::size_t end = std::min(type.find('|', at), type.size());
        out.push_back(type.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::string path_of(const CLI::App& app) {
    if (!app.get_parent()) return {};
    const std::string above = path_of(*app.get_parent());
    return above.empty() ? app.get_name() : above + " " + app.get_name();
}

std::string program_and(const CLI::App& app) {
    const std::string path = path_of(app);
    return path.empty() ? "kaon" : "kaon " + path;
}

void print_help(const CLI::App& app, std::FILE* to) {
    std::fputs(app.help(app.get_parent() ? program_and(*app.get_parent()) : "").c_str(), to);
}

std::vector<const CLI::App*> below(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
    const std::string near = sqlcheck::near_name(word, known);
    return near.empty() ? "" : ": did you mean '" + near + "'?";
}

void allow_only(CLI::Option& option, const std::string& type) {
    option.check([choices = split_choices(type), type](const std::string& given) -> std::string {
        if (std::ranges::find(choices, given) != choices.end()) return {};
        return "'" + given + "' is not " + type + did_you_mean(given, choices);
    });
}

// The first word that should be a command and is none, with the nearest that is; empty when there is none.
std::string unknown_command(const CLI::App& top, const std::vector<std::string>& arguments) {
    const CLI::App* app = &top;
    for (const std::string& word : arguments) {
        if (word.starts_with("-")) break;
        std::vector<std::string> names;
        const CLI::App* next = nullptr;
        for (const CLI::App* sub : below(*app)) {
            names.push_back(sub->get_name());
            if (sub->get_name() == word) next = sub;
        }
        if (names.empty()) break;
        if (!next) {
            const std::string near = did_you_mean(word, names);
            return "'" + word + "' is no command of " + program_and(*app) +
                   (near.empty() ? "; '" + program_and(*app) + " --help' lists them" : near);
        }
        app = next;
    }
    return {};
}

// The command that the arguments lead to.
const CLI::App& chosen(const CLI::App& top, const std::vector<std::string>& arguments) {
    const CLI::App* app = &top;
    for (const std::string& word : arguments) {
        const CLI::App* next = nullptr;
        for (const CLI::App* sub : below(*app)) {
            if (sub->get_name() == word) next = sub;
        }
        if (!next) break;
        app = next;
    }
    return *app;
}

std::vector<std::string> long_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

std::string wrong_option(const CLI::App& app, const std::vector<std::string>& arguments, const std::string& words) {
    const std::vector<std::string> known = long_names(app);
    for (const std::string& word : arguments) {
        if (word == "--") break;
        const std::string name = word.substr(0, word.find('='));
        if (name.starts_with("--") && std::ranges::find(known, name) == known.end()) {
            return "'" + name + "' is no option of " + program_and(app) + did_you_mean(name, known);
        }
    }
    std::string line = words.substr(0, words.find('\n'));
    return line;
}

}  // namespace

Command Command::command(const std::string& name, const std::string& about) {
    CLI::App& sub = *app_->add_subcommand(name, about);
    sub.set_help_flag("-h,--help", "this help");
    return {sub, *state_};
}

Command& Command::argument(const std::string& name, std::string& to, const std::string& about) {
    app_->add_option(name, to, about)->required()->type_name("");
    return *this;
}

Command& Command::optional_argument(const std::string& name, std::string& to, const std::string& about) {
    app_->add_option(name, to, about)->type_name("");
    return *this;
}

Command& Command::choice(const std::string& name, std::string& to, const std::string& type, const std::string& about) {
    CLI::Option* option = app_->add_option(name, to, about)->required()->type_name(type);
    allow_only(*option, type);
    return *this;
}

Command& Command::option(const std::string& name, std::string& to, const std::string& type, const std::string& about) {
    CLI::Option* option = app_->add_option(name, to, about)->type_name(type);
    if (type.find('|') != std::string::npos) allow_only(*option, type);
    if (!to.empty()) option->default_str(to);
    return *this;
}

Command& Command::flag(const std::string& name, bool& to, const std::string& about) {
    app_->add_flag(name, to, about);
    return *this;
}

Command& Command::rest(const std::string& name, std::vector<std::string>& to, const std::string& about) {
    app_->add_option(name, to, about)->type_name("");
    app_->positionals_at_end();
    return *this;
}

Command& Command::examples(const std::string& lines) {
    state_->helps[app_].examples = lines;
    return fails(state_->helps[app_].failure);
}

Command& Command::fails(const std::string& when) {
    State::Help& help = state_->helps[app_];
    help.failure = when;
    std::string text = help.examples.empty() ? "" : "Examples:\n" + help.examples + "\n";
    text += "Exit codes:\n  0  done\n";
    if (!when.empty()) text += "  1  " + when + "\n";
    app_->footer(text + "  2  the command line is wrong");
    return *this;
}

Command& Command::runs(std::function<int()> what) {
    state_->actions[app_] = std::move(what);
    return *this;
}

CommandLine::CommandLine() : state_(std::make_unique<Command::State>()) {
    state_->app.set_help_flag("-h,--help", "this help");
    state_->app.set_version_flag("--version", [] { return "kaon " + std::string(version()); }, "the version");
}
CommandLine::~CommandLine() = default;

Command CommandLine::top() { return {state_->app, *state_}; }

int CommandLine::run(const std::vector<std::string>& arguments) {
    if (std::string unknown = unknown_command(state_->app, arguments); !unknown.empty()) return misuse(unknown);
    const CLI::App& app = chosen(state_->app, arguments);
    const auto action = state_->actions.find(&app);
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        state_->app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        print_help(app, stdout);
        return Exit::ok;
    } catch (const CLI::CallForVersion& call) {
        std::printf("%s\n", call.what());
        return Exit::ok;
    } catch (const CLI::ParseError& error) {
        return misuse(wrong_option(app, arguments, error.what()) + "; see '" + program_and(app) + " --help'");
    }
    if (action != state_->actions.end()) return action->second();
    print_help(app, stderr);
    return Exit::misused;
}

std::vector<CommandFacts> CommandLine::facts() const {
    std::vector<CommandFacts> all;
    const auto visit = [&](const auto& self, const CLI::App& app) -> void {
        CommandFacts facts{.path = path_of(app), .commands = {}, .options = {}, .words = {}};
        for (const CLI::App* sub : below(app)) facts.commands.push_back(sub->get_name());
        for (const CLI::Option* option : app.get_options()) {
            if (option->get_positional() && !option->get_type_name().empty())
                facts.words = split_choices(option->get_type_name());
            for (const std::string& name : option->get_lnames())
                facts.options.push_back(
                    {"--" + name, option->get_items_expected_max() == 0 ? "" : option->get_type_name()});
        }
        all.push_back(std::move(facts));
        for (const CLI::App* sub : below(app)) self(self, *sub);
    };
    visit(visit, state_->app);
    return all;
}

}  // namespace kaon::inline v0::cli
