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

std::optional<std::string> region(std::string_view source, std::string_view name) {
    const auto lines = lines_of(source);
    const auto start = std::ranges::find(lines, "// snippet: " + std::string(name));
    if (start == lines.end()) return std::nullopt;
    return block(lines, static_cast<std::size_t>(start - lines.begin()), "// end");
}

// What is wrong with the snippet whose mark, "path:name", stands at lines[at].
std::string mistake(const std::vector<std::string_view>& lines, std::size_t at, std::string_view mark,
                    std::span<const File> files) {
    const std::size_t colon = std::min(mark.find(':'), mark.size());
    const std::string path(mark.substr(0, colon));
    const auto file = std::ranges::find(files, path, &File::path);
    if (file == files.end()) return path + " does not exist";
    const auto source = region(file->text, mark.substr(std::min(colon + 1, mark.size())));
    if (!source) return path + " has no such region: // snippet: name ... // end";
    if (at + 1 >= lines.size() || !lines[at + 1].starts_with("```")) return "no code follows";
    return block(lines, at + 1, "```") == source ? "" : "differs from " + path + ": copy the region";
}

}  // namespace

Findings check_snippets(std::span<const File> files) {
    constexpr std::string_view opening = "<!-- snippet: ", closing = " -->";
    Findings findings;
    for (const File& file : files) {
        if (!file.path.ends_with(".md")) continue;
        const auto lines = lines_of(file.text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::string_view mark = lines[i];
            if (!mark.starts_with(opening) || !mark.ends_with(closing)) continue;
            mark.remove_prefix(opening.size());
            mark.remove_suffix(closing.size());
            std::string what = mistake(lines, i, mark, files);
            if (!what.empty()) findings.push_back({file.path, i + 1, std::move(what)});
        }
    }
    return findings;
}

}  // namespace tidy
