// The shape rules; all of them work on lines and braces, none parses C++.
#include "tests/tidy/shape.hpp"

#include <algorithm>

namespace tidy {

static bool has_ending(std::string_view path, std::initializer_list<std::string_view> endings) {
    return std::ranges::any_of(endings, [&](std::string_view end) { return path.ends_with(end); });
}

// How a comment starts in this kind of file; empty where no comment is asked for.
static std::string_view comment_mark(const File& file) {
    if (file.text.starts_with("#!")) return "#";
    if (has_ending(file.path, {".hpp", ".cpp", ".js", ".mjs", ".ts"})) return "//";
    if (has_ending(file.path, {".css"})) return "/*";
    if (has_ending(file.path, {".sql"})) return "--";
    if (has_ending(file.path, {".md"})) return "#";
    if (has_ending(file.path, {".cmake", ".sh", ".toml", ".py", "CMakeLists.txt", "LAYERS.txt"})) return "#";
    return {};
}

static bool is_source(const File& file) { return !comment_mark(file).empty() && !file.path.ends_with(".md"); }

Findings check_first_lines(std::span<const File> files) {
    Findings findings;
    for (const File& file : files) {
        const std::string_view mark = comment_mark(file);
        const auto lines = lines_of(file.text);
        // A file of two lines is its own summary.
        if (mark.empty() || (lines.size() <= 2 && file.path.ends_with("CMakeLists.txt"))) continue;
        const std::size_t first = file.text.starts_with("#!") ? 1 : 0;
        const std::string_view line = lines.size() > first ? lines[first] : std::string_view{};
        const bool says_something = line.starts_with(mark) && line.size() >= mark.size() + 12;
        if (!says_something && !(file.path.ends_with(".md") && line.starts_with("# ")))
            findings.push_back({file.path, first + 1, "the first line is a comment that says what the file is for"});
    }
    return findings;
}

Findings check_lengths(std::span<const File> files) {
    Findings findings;
    for (const File& file : files) {
        const std::size_t count = lines_of(file.text).size();
        if (is_source(file) && count > max_file_lines)
            findings.push_back({file.path, 0, std::to_string(count) + " lines; at most 500, better 100"});
    }
    return findings;
}

Findings check_columns(std::span<const File> files) {
    Findings findings;
    for (const File& file : files) {
        if (!is_source(file)) continue;
        std::size_t number = 0;
        for (std::string_view line : lines_of(file.text)) {
            ++number;
            // Characters, not bytes: continuation bytes of UTF-8 do not count.
            const auto columns = std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; });
            if (static_cast<std::size_t>(columns) > max_columns)
                findings.push_back({file.path, number, std::to_string(columns) + " columns; at most 120"});
        }
    }
    return findings;
}

static bool has_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const auto is_name = [&](std::size_t i) {
            return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) || text[i] == '_');
        };
        if (!(at > 0 && is_name(at - 1)) && !is_name(at + word.size())) return true;
    }
    return false;
}

// Whether the brace after `head` opens a function: it has a parameter list and is no namespace or type.
static bool opens_function(std::string_view head) {
    if (has_word(head, "namespace") || has_word(head, "enum") || head.find('(') == head.npos) return false;
    const std::size_t list = head.find('(');
    const std::string_view name = head.substr(0, list);
    return !has_word(name, "class") && !has_word(name, "struct") && !has_word(name, "union") &&
           name.find('=') == name.npos;
}

Findings check_functions(std::span<const File> files) {
    Findings findings;
    for (const File& file : files) {
        if (!is_cpp(file.path)) continue;
        const std::string code = code_only(file.text);
        std::size_t line = 1, depth = 0, function_depth = 0, function_line = 0, head = 0;
        for (std::size_t i = 0; i < code.size(); ++i) {
            const char c = code[i];
            if (c == '\n') {
                ++line;
                // A directive is not part of the next declaration.
                if (i + 1 < code.size() && code[i + 1] == '#') head = std::min(code.find('\n', i + 1), code.size());
            } else if (c == '{') {
                ++depth;
                if (!function_depth && head <= i && opens_function(std::string_view(code).substr(head, i - head))) {
                    function_depth = depth;
                    function_line = line;
                }
            } else if (c == '}') {
                if (function_depth == depth && function_depth) {
                    function_depth = 0;
                    const std::size_t length = line - function_line + 1;
                    if (length > max_function_lines)
                        findings.push_back({file.path, function_line,
                                            "a function of " + std::to_string(length) + " lines; at most 70"});
                }
                depth -= depth > 0;
            }
            if (c == '{' || c == '}' || c == ';') head = i + 1;
        }
    }
    return findings;
}

}  // namespace tidy
