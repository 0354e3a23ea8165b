// Walks the project's folder without what is built or hidden there.
#include "cli/dev/declarations.hpp"

#include <algorithm>
#include <fstream>

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::cli::dev {

namespace fs = std::filesystem;

namespace {

constexpr int most_files = 2000;

bool is_name_char(char c) { return c == '_' || ascii::is_letter_or_digit(c); }

std::string_view take_word(std::string_view& text) {
    text = ascii::trimmed(text);
    std::size_t end = 0;
    while (end < text.size() && is_name_char(text[end])) ++end;
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

// "struct User {" declares User; "struct User;" and "struct User* next" do not.
std::string_view declared_name(std::string_view line) {
    std::string_view word = take_word(line);
    const bool is_enum = word == "enum";
    if (!is_enum && word != "struct" && word != "class") return {};
    const std::string_view name = take_word(line);
    if (is_enum && (name == "class" || name == "struct")) return take_word(line);
    line = ascii::trimmed(line);
    const bool is_body = line.empty() || line.front() == '{' || line.front() == ':' || line.starts_with("final");
    return is_body ? name : std::string_view();
}

bool is_source(const fs::path& path) {
    const std::string ending = path.extension().string();
    return ending == ".hpp" || ending == ".cpp" || ending == ".h" || ending == ".cc";
}

}  // namespace

Declarations::Declarations(const fs::path& project) {
    std::error_code problem;
    int count = 0;
    fs::recursive_directory_iterator at(project, fs::directory_options::skip_permission_denied, problem), end;
    for (; !problem && at != end && count < most_files; at.increment(problem)) {
        const std::string name = at->path().filename().string();
        std::error_code ignored;
        if (at->is_directory(ignored)) {
            const bool is_foreign =
                name.starts_with('.') || name == "node_modules" || (at.depth() == 0 && name == "build");
            if (is_foreign) at.disable_recursion_pending();
        } else if (is_source(at->path())) {
            ++count;
            read(at->path(), at->path().lexically_relative(project).string());
        }
    }
}

void Declarations::read(const fs::path& file, const std::string& shown) {
    std::ifstream in(file);
    std::uint32_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const std::string_view name = declared_name(line);
        if (name.empty()) continue;
        const auto [known, is_new] = places_.emplace(name, Place{shown, number, line});
        if (!is_new) known->second.line = 0;
    }
}

const Declarations::Place* Declarations::find(std::string_view name) const {
    const auto known = places_.find(name);
    return known == places_.end() || known->second.line == 0 ? nullptr : &known->second;
}

const Declarations::Place* Declarations::find_quoted(std::string_view message) const {
    bool is_quoted = false;
    for (std::size_t i = 0; i < message.size();) {
        if (message[i] == '\'') is_quoted = !is_quoted;
        std::size_t end = i;
        while (end < message.size() && is_name_char(message[end])) ++end;
        if (is_quoted && end > i) {
            if (const Place* place = find(message.substr(i, end - i))) return place;
        }
        i = end > i ? end : i + 1;
    }
    return nullptr;
}

}  // namespace kaon::inline v0::cli::dev
