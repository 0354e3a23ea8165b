// From lines to mistakes: clang's form first, then what others write.
#include "cli/dev/diagnostics.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "cli/dev/clang_lines.hpp"
#include "cli/dev/declarations.hpp"
#include "cli/dev/linker_lines.hpp"
#include "cli/say.hpp"
#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::cli::dev {

using kaon::dev::Problem;

namespace {

constexpr std::size_t most_problems = 20;
constexpr std::size_t most_lines = 12;
constexpr std::size_t most_notes = 3;

class Places {
public:
    explicit Places(const DiagnosticsOptions& options) : options_(options) {}

    // Relative to the project, or nothing for what is not the project's own: libraries, what was generated.
    std::string own(std::string_view path) const {
        const std::string full = absolute(path);
        if (!full.starts_with(options_.project + "/")) return {};
        std::string relative = full.substr(options_.project.size() + 1);
        return relative.starts_with("build/") ? std::string() : relative;
    }

    // The type of the project's that these are about, when no line of theirs is in the project.
    const Declarations::Place* declaration(const ClangLine* first, const ClangLine* last) const {
        if (!declared_) declared_.emplace(options_.project);
        for (const ClangLine* line = first; line != last; ++line) {
            if (const Declarations::Place* place = declared_->find_quoted(line->message)) return place;
        }
        return nullptr;
    }

private:
    std::string absolute(std::string_view path) const {
        const std::filesystem::path base = options_.build.empty() ? options_.project : options_.build;
        return (base / path).lexically_normal().string();
    }
    const DiagnosticsOptions& options_;
    mutable std::optional<Declarations> declared_;  // read when somebody asks
};

void place(Problem& problem, const ClangLine& at, const std::string& file) {
    problem.file = file;
    problem.line = at.line;
    problem.column = at.column;
    problem.excerpt = at.excerpt;
}

// Why the compiler was where it was; nobody wants to read all of it.
bool is_template_noise(std::string_view message) {
    for (std::string_view start : {"in instantiation of", "in evaluation of", "while ", "candidate template ignored",
                                   "expanded from", "in call to", "because ", "and ", "forward declaration",
                                   "in implicit", "(skipping", "expression evaluates"}) {
        if (message.starts_with(start)) return true;
    }
    return false;
}

// What a consteval function of a library throws is the reason; that its call is no constant expression is not.
std::string thrown_text(const ClangLine& note) {
    constexpr std::string_view start = "throw \"";
    const std::size_t at = note.excerpt.find(start);
    if (!note.message.starts_with("subexpression not valid") || at == std::string::npos) return {};
    const std::size_t begin = at + start.size();
    const std::size_t end = note.excerpt.find('"', begin);
    return end == std::string::npos ? std::string() : note.excerpt.substr(begin, end - begin);
}

Problem problem_of(const ClangLine* first, const ClangLine* last, const Places& places) {
    Problem problem;
    problem.message = first->message;
    std::string file = places.own(first->file);
    if (!file.empty()) place(problem, *first, file);
    for (const ClangLine* note = first + 1; note != last; ++note) {
        if (std::string reason = thrown_text(*note); !reason.empty()) problem.message = std::move(reason);
        const std::string at = places.own(note->file);
        if (at.empty()) continue;
        if (problem.file.empty()) {
            place(problem, *note, at);
        } else if (!is_template_noise(note->message) && problem.notes.size() < most_notes) {
            problem.notes.push_back(at + ":" + std::to_string(note->line) + ": " + note->message);
        }
    }
    if (!problem.file.empty()) return problem;
    place(problem, *first, first->file);
    if (const Declarations::Place* declared = places.declaration(first, last)) {
        problem.file = declared->file;
        problem.line = declared->line;
        problem.column = 0;
        problem.excerpt = declared->text;
    }
    return problem;
}

// Kaon's own words, which say the remedy, before what follows from the same mistake.
void read_clang(std::string_view output, const Places& places, std::vector<Problem>& ours,
                std::vector<Problem>& others) {
    const std::vector<ClangLine> lines = read_clang_lines(output);
    for (std::size_t i = 0; i < lines.size();) {
        std::size_t end = i + 1;
        while (end < lines.size() && lines[end].level == ClangLine::Level::note) ++end;
        if (lines[i].level == ClangLine::Level::error) {
            Problem problem = problem_of(&lines[i], lines.data() + end, places);
            (lines[i].is_static_assertion ? ours : others).push_back(std::move(problem));
        }
        i = end;
    }
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

// "CMake Error at CMakeLists.txt:5 (kaon_app):", then indented lines.
void read_cmake(std::string_view output, std::vector<Problem>& to) {
    constexpr std::string_view start = "CMake Error";
    std::vector<std::string_view> lines;
    for_each_line(output, [&](std::string_view line) { lines.push_back(line); });
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!lines[i].starts_with(start)) continue;
        Problem problem;
        std::string_view head = lines[i].substr(start.size());
        if (head.starts_with(" at ")) {
            head.remove_prefix(4);
            problem.file = head.substr(0, head.find(':'));
            for (char c : head.substr(std::min(head.size(), head.find(':') + 1))) {
                if (!ascii::is_digit(c)) break;
                problem.line = problem.line * 10 + static_cast<std::uint32_t>(c - '0');
            }
        } else if (head.starts_with(": ")) {
            problem.message = head.substr(2);
        }
        for (++i; i < lines.size() && problem.message.size() < 1000; ++i) {
            const std::string_view text = trimmed(lines[i]);
            if (text.starts_with("Call Stack") || text.starts_with("-- ") || lines[i].starts_with(start)) break;
            if (text.empty()) continue;
            if (!problem.message.empty()) problem.message += ' ';
            problem.message += text;
        }
        --i;
        to.push_back(std::move(problem));
    }
}

// "kaon-sql-describe: /home/ada/shop/migrations/0002.sql: near "TABEL": syntax error".
void read_describe(std::string_view output, const Places& places, std::vector<Problem>& to) {
    constexpr std::string_view start = "kaon-sql-describe: ";
    for_each_line(output, [&](std::string_view line) {
        if (!line.starts_with(start)) return;
        line.remove_prefix(start.size());
        const std::size_t end = std::min(line.find(": "), line.size());
        const std::string file = places.own(line.substr(0, end));
        if (!file.empty())
            to.push_back({.file = file, .message = std::string(line.substr(std::min(end + 2, line.size())))});
    });
}

// What CMake scripts and anybody else say.
Problem first_lines(std::string_view output) {
    Problem problem;
    std::size_t count = 0;
    for_each_line(output, [&](std::string_view line) {
        if (trimmed(line).empty() || count++ >= most_lines) return;
        if (!problem.message.empty()) problem.message += '\n';
        problem.message += line;
    });
    return problem;
}

}  // namespace

std::vector<Problem> read_diagnostics(std::string_view output, const DiagnosticsOptions& options) {
    const Places places(options);
    std::vector<Problem> problems, others;
    read_clang(output, places, problems, others);
    merge(problems, std::move(others));
    if (problems.empty()) read_cmake(output, problems);
    if (problems.empty()) problems = read_linker_lines(output);
    if (problems.empty()) read_describe(output, places, problems);
    if (problems.empty() && !trimmed(output).empty()) problems.push_back(first_lines(output));
    if (problems.size() > most_problems) problems.resize(most_problems);
    return problems;
}

void merge(std::vector<Problem>& to, std::vector<Problem> more) {
    for (Problem& problem : more) {
        const bool is_known = std::ranges::any_of(to, [&](const Problem& other) {
            const bool at_one_place = other.file == problem.file && other.line == problem.line;
            // What follows at the very same place follows from the first.
            const bool follows = problem.line && other.column == problem.column;
            return at_one_place && (follows || other.message == problem.message);
        });
        if (!is_known && to.size() < most_problems) to.push_back(std::move(problem));
    }
}

std::string describe(const Problem& problem, std::FILE* to) {
    std::string place = problem.file;
    if (problem.line) place += ":" + std::to_string(problem.line);
    if (problem.column) place += ":" + std::to_string(problem.column);
    std::string text = painted(Colour::red, "error ", to);
    if (!place.empty()) text += painted(Colour::bold, place, to) + "  ";
    text += problem.message + "\n";
    if (!problem.excerpt.empty()) text += painted(Colour::dim, problem.excerpt, to) + "\n";
    for (const std::string& note : problem.notes) text += painted(Colour::dim, "  " + note, to) + "\n";
    return text;
}

}  // namespace kaon::inline v0::cli::dev
