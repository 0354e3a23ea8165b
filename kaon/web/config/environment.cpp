// Variables, from .env and from the process.
#include <unistd.h>

#include "kaon/base/ascii.hpp"
#include "kaon/web/config/target.hpp"

namespace kaon::inline v0::web {

namespace {

struct Variable {
    std::string name;
    std::string value;
};

using ascii::trimmed;

// Single quotes keep everything, double quotes know \n, \" and \\; without quotes, " #" begins a comment.
bool read_value(std::string_view text, std::string& out) {
    const char quote = text.empty() ? '\0' : text.front();
    if (quote != '"' && quote != '\'') {
        out = trimmed(text.substr(0, text.find(" #")));
        return true;
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == quote) {
            const std::string_view rest = trimmed(text.substr(i + 1));
            return rest.empty() || rest.starts_with('#');
        }
        if (quote == '"' && text[i] == '\\' && i + 1 < text.size()) {
            ++i;
            out += text[i] == 'n' ? '\n' : text[i];
        } else {
            out += text[i];
        }
    }
    return false;
}

// "NAME=value", "export NAME=value"; false for anything else.
bool read_line(std::string_view line, Variable& out) {
    if (line.starts_with("export ")) line = trimmed(line.substr(7));
    const std::size_t equals = line.find('=');
    if (equals == line.npos || equals == 0) return false;
    out.name = trimmed(line.substr(0, equals));
    if (out.name.find(' ') != std::string::npos) return false;
    return read_value(trimmed(line.substr(equals + 1)), out.value);
}

}  // namespace

void read_env_file(ConfigTarget& target, const std::string& file, std::string_view prefix) {
    const auto text = read_whole_file(target, file);
    if (!text) return;
    std::string_view left = *text;
    for (std::size_t number = 1; !left.empty(); ++number) {
        const std::size_t end = std::min(left.find('\n'), left.size());
        std::string_view line = left.substr(0, end);
        left.remove_prefix(std::min(end + 1, left.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        line = trimmed(line);
        if (line.empty() || line.starts_with('#')) continue;
        const std::string where = file + ":" + std::to_string(number);
        Variable variable;
        if (!read_line(line, variable)) {
            target.complain(where, "must be NAME=value");
            continue;
        }
        if (!variable.name.starts_with(prefix)) continue;
        const auto field = target.find_variable(std::string_view(variable.name).substr(prefix.size()));
        if (field) target.assign(*field, variable.value, where);
        else target.complain_unknown(where, "unknown variable '" + variable.name + "'");
    }
}

// Unknown variables are no mistake here: others may use the prefix too.
void read_environment(ConfigTarget& target, std::string_view prefix) {
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view text = *entry;
        const std::size_t equals = text.find('=');
        if (equals == text.npos || !text.starts_with(prefix)) continue;
        const std::string_view name = text.substr(0, equals);
        if (equals <= prefix.size()) continue;
        if (const auto field = target.find_variable(name.substr(prefix.size()))) {
            target.assign(*field, text.substr(equals + 1), name);
        }
    }
}

}  // namespace kaon::inline v0::web
