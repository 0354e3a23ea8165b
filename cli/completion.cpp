// One case per command: what may follow it. Values of options come first, since they follow their option.
#include "cli/completion.hpp"

#include <algorithm>

namespace kaon::inline v0::cli {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

// The shell's words for the values of a type; empty when they are free text.
std::string values_of(const std::string& type) {
    if (type == "DIR") return "compgen -d -- \"$word\"";
    if (type == "FILE") return "compgen -f -- \"$word\"";
    if (type.find('|') == std::string::npos) return {};
    std::string choices = type;
    std::ranges::replace(choices, '|', ' ');
    return "compgen -W '" + choices + "' -- \"$word\"";
}

std::string cases_of_values(const std::vector<CommandFacts>& commands) {
    std::string out;
    for (const CommandFacts& command : commands) {
        for (const auto& option : command.options) {
            if (option.type.empty()) continue;
            const std::string values = values_of(option.type);
            out += "        '" + command.path + " " + option.name + "')" +
                   (values.empty() ? "" : " mapfile -t COMPREPLY < <(" + values + ");") + " return ;;\n";
        }
    }
    return out;
}

std::string cases_of_words(const std::vector<CommandFacts>& commands) {
    std::string out;
    for (const CommandFacts& command : commands) {
        std::vector<std::string> options;
        for (const auto& option : command.options) options.push_back(option.name);
        const std::vector<std::string>& words = command.words.empty() ? command.commands : command.words;
        out +=
            "        '" + command.path + "') commands='" + joined(words) + "' options='" + joined(options) + "' ;;\n";
    }
    return out;
}

std::string paths_of(const std::vector<CommandFacts>& commands) {
    std::string out;
    for (const CommandFacts& command : commands) {
        if (!command.path.empty()) out += (out.empty() ? "'" : "|'") + command.path + "'";
    }
    return out;
}

}  // namespace

std::string bash_completion(const std::vector<CommandFacts>& commands) {
    return R"(# Completion of the commands of kaon for bash; made by `kaon completion bash`.
_kaon() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} path= i commands= options=
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${path:+$path }${COMP_WORDS[i]}" in
        )" +
           paths_of(commands) +
           R"() path="${path:+$path }${COMP_WORDS[i]}" ;;
        esac
    done
    case "$path $before" in
)" + cases_of_values(commands) +
           R"(    esac
    case "$path" in
)" + cases_of_words(commands) +
           R"(    esac
    case "$word" in
        -*) mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word") ;;
        *) mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word") ;;
    esac
}
complete -F _kaon kaon
)";
}

}  // namespace kaon::inline v0::cli
