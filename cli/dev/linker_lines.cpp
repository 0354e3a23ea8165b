// "mold: error: undefined symbol: users()", ">>> referenced by main.cpp".
#include "cli/dev/linker_lines.hpp"

#include <algorithm>
#include <set>

#include "cli/dev/clang_lines.hpp"

namespace kaon::inline v0::cli::dev {

using kaon::dev::Problem;

namespace {

constexpr std::size_t most_notes = 3;

// Words in the names of what an application asks of a library by itself, and that library. Others follow from it.
constexpr std::pair<std::string_view, std::string_view> libraries[] = {
    {"::sqlite::", "kaon::sql"},      {"::Db", "kaon::sql"},       {"::Executor", "kaon::sql"},
    {"::migrate(", "kaon::sql"},      {"::web::", "kaon::web"},    {"::Service", "kaon::web"},
    {"::program::", "kaon::program"}, {"::html::", "kaon::ui"},    {"::ui::", "kaon::ui"},
    {"::graph::", "kaon::signal"},    {"::remote::", "kaon::app"}, {"::json::", "kaon::json"},
};

// "Task<int> load<int>(int)": a template, which is shown with what it returns.
bool is_template(std::string_view symbol) {
    int depth = 0;
    for (char c : symbol) {
        if (depth == 0 && (c == ' ' || c == '(')) return c == ' ';
        if (c == '<') ++depth;
        if (c == '>') --depth;
    }
    return false;
}

// The undefined symbol, when it is Kaon's own, else nothing. Templates are the project's: Kaon's are in its headers.
std::string_view own_symbol(std::string_view complaint) {
    constexpr std::string_view undefined = "undefined symbol: ", ours = "kaon::v";
    const std::size_t at = complaint.find(undefined);
    if (at == std::string_view::npos) return {};
    std::string_view symbol = complaint.substr(at + undefined.size());
    for (std::string_view kind : {"vtable for ", "typeinfo for ", "typeinfo name for "}) {
        if (symbol.starts_with(kind)) symbol.remove_prefix(kind.size());
    }
    return symbol.starts_with(ours) && !is_template(symbol) ? symbol.substr(ours.size()) : std::string_view();
}

// Whether the line begins a complaint, which is then what it says.
bool take_complaint(std::string_view& line) {
    for (std::string_view linker : {"mold: ", "ld.lld: ", "wasm-ld: "}) {
        for (std::string_view kind : {"error: ", "fatal: "}) {
            const std::string start = std::string(linker) + std::string(kind);
            const auto at = line.find(start);
            if (at == std::string_view::npos) continue;
            line.remove_prefix(at + start.size());
            return true;
        }
    }
    return false;
}

std::string remedy(std::size_t symbols, const std::set<std::string_view>& missing) {
    std::string text = symbols == 1 ? "it is Kaon's own" : "it is one of " + std::to_string(symbols) + " of Kaon's own";
    text += ": add ";
    if (missing.empty()) text += "the library of what was included";
    for (std::string_view library : missing) text += (library == *missing.begin() ? "" : " ") + std::string(library);
    return text + " to the LIBS of kaon_app in CMakeLists.txt";
}

}  // namespace

std::vector<Problem> read_linker_lines(std::string_view output) {
    std::vector<Problem> problems;
    std::set<std::string_view> missing;
    std::size_t own = 0, first_own = 0;
    bool inside = false;
    for_each_line(output, [&](std::string_view line) {
        if (take_complaint(line)) {
            const std::string_view symbol = own_symbol(line);
            for (const auto& [word, library] : libraries) {
                if (symbol.find(word) != std::string_view::npos) missing.insert(library);
            }
            inside = symbol.empty() || own++ == 0;
            if (!symbol.empty() && inside) first_own = problems.size();
            if (inside) problems.push_back({.message = std::string(line)});
        } else if (inside && line.starts_with(">>> ") && problems.back().notes.size() < most_notes) {
            problems.back().notes.emplace_back(line.substr(4));
        } else {
            inside = inside && line.starts_with(">>>");
        }
    });
    if (own) {
        auto& notes = problems[first_own].notes;
        notes.insert(notes.begin(), remedy(own, missing));
        notes.resize(std::min(notes.size(), most_notes));
    }
    return problems;
}

}  // namespace kaon::inline v0::cli::dev
