// Finds marked regions and compares.
#include "tests/tidy/snippets.hpp"

#include <algorithm>
#include <optional>

namespace tidy {
namespace {

// The lines after lines[at] up to one that is `end`; nothing when it never comes.
std::optional<std::string> block(const std::vector<std::string_view>& lines, std::size_t at, std::string_view end) {
    std::string text;
    while (++at < lines.size()) {
        if (lines[at] == end) return text;
        text.append(lines[at]).append("\n");
    }
    return std::nullopt;
}

// The region of that name, moved to the left by as much as its mark is indented.
std::optional<std::string> region(std::string_view source, std::string_view name) {
    const auto lines = lines_of(source);
    const std::string mark = "// snippet: " + std::string(name);
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const std::size_t indent = std::min(lines[at].find_first_not_of(' '), lines[at].size());
        if (lines[at].substr(indent) != mark) continue;
        const auto text = block(lines, at, std::string(indent, ' ') + "// end");
        if (!text) return std::nullopt;
        std::string moved;
        for (std::string_view line : lines_of(*text))
            moved.append(line.substr(std::min({line.find_first_not_of(' '), line.size(), indent}))).append("\n");
        return moved;
    }
    return std::nullopt;
}

// What is wrong with the snippet whose mark, "path:name" or "path", stands at lines[at].
std::string mistake(const std::vector<std::string_view>& lines, std::size_t at, std::string_view mark,
                    std::span<const File> files) {
    const std::size_t colon = std::min(mark.find(':'), mark.size());
    const std::string path(mark.substr(0, colon));
    const auto file = std::ranges::find(files, path, &File::path);
    if (file == files.end()) return path + " does not exist";
    const auto source = colon == mark.size() ? file->text : region(file->text, mark.substr(colon + 1));
    if (!source) return path + " has no such region: // snippet: name ... // end";
    if (at + 1 >= lines.size() || !lines[at + 1].starts_with("```")) return "no code follows";
    return block(lines, at + 1, "```") == source ? "" : "differs from " + path + ": run tools/snippets.sh";
}

bool opens_cpp(std::string_view line) {
    return std::ranges::any_of(std::initializer_list<std::string_view>{"```cpp", "```c++", "```cc", "```hpp"},
                               [&](std::string_view fence) { return line.starts_with(fence); });
}

void check_page(const File& page, std::span<const File> files, Findings& findings) {
    constexpr std::string_view opening = "<!-- snippet: ", closing = " -->";
    const bool compiled_only = page.path.starts_with("docs/guide/");
    const auto lines = lines_of(page.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string_view mark = lines[i];
        if (mark.starts_with(opening) && mark.ends_with(closing)) {
            mark.remove_prefix(opening.size());
            mark.remove_suffix(closing.size());
            std::string what = mistake(lines, i, mark, files);
            if (!what.empty()) findings.push_back({page.path, i + 1, std::move(what)});
        } else if (compiled_only && opens_cpp(mark) && (i == 0 || !lines[i - 1].starts_with(opening))) {
            findings.push_back({page.path, i + 1,
                                "the guide shows compiled code only: put <!-- snippet: path:region --> above "
                                "and run tools/snippets.sh"});
        }
    }
}

}  // namespace

Findings check_snippets(std::span<const File> files) {
    Findings findings;
    for (const File& file : files) {
        if (file.path.ends_with(".md")) check_page(file, files, findings);
    }
    return findings;
}

}  // namespace tidy
