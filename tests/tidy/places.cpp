// The rules about places: root entries and documented paths.
#include "tests/tidy/places.hpp"

#include <algorithm>

namespace tidy {

std::set<std::string> read_root_entries(std::string_view text) {
    std::set<std::string> names;
    for (std::string_view line : lines_of(text)) {
        const auto words = words_of(line);
        if (!words.empty() && !words[0].starts_with("#")) names.emplace(words[0]);
    }
    return names;
}

static std::string first_of(std::string_view path) { return std::string(path.substr(0, path.find('/'))); }

Findings check_root(const std::set<std::string>& allowed, std::span<const File> files) {
    std::set<std::string> strangers;
    for (const File& file : files) {
        if (!allowed.contains(first_of(file.path))) strangers.insert(first_of(file.path));
    }
    Findings findings;
    for (const std::string& name : strangers) {
        findings.push_back({name, 0, "not in tests/tidy/root.txt: the root stays small"});
    }
    return findings;
}

Findings check_litter(std::span<const File> files) {
    constexpr std::string_view endings[] = {".o",   ".a",   ".so",  ".out", ".log", ".orig",
                                            ".rej", ".bak", ".swp", ".tmp", "~"};
    Findings findings;
    for (const File& file : files) {
        if (std::ranges::any_of(endings, [&](std::string_view end) { return file.path.ends_with(end); }))
            findings.push_back({file.path, 0, "litter: not a source"});
    }
    return findings;
}

// `path` or `path:name`; anything that cannot be a path (spaces, wildcards, placeholders) is none.
static bool looks_like_path(std::string_view text, const std::set<std::string>& roots) {
    if (text.starts_with("./")) return true;
    if (text.find('/') == text.npos || text.find_first_of(" *<>{}()$\"'=,|") != text.npos) return false;
    return roots.contains(first_of(text));
}

static std::string mistake(std::string_view text, std::span<const File> files) {
    if (text.starts_with("./")) text = text.substr(2, text.find(' ') - 2);
    const std::size_t colon = text.find(':');
    const std::string_view path = text.substr(0, colon);
    const auto it = std::ranges::find(files, path, &File::path);
    if (it == files.end()) {
        std::string folder(path);
        if (!folder.ends_with('/')) folder += '/';
        const bool known = std::ranges::any_of(files, [&](const File& f) { return f.path.starts_with(folder); });
        return known || path == "build/" || path == "data/" ? "" : std::string(path) + " does not exist";
    }
    if (colon != text.npos && it->text.find(text.substr(colon + 1)) == std::string::npos)
        return std::string(path) + " has no " + std::string(text.substr(colon + 1));
    return {};
}

Findings check_doc_paths(std::span<const File> files) {
    std::set<std::string> roots;
    for (const File& file : files) {
        if (file.path.find('/') != file.path.npos) roots.insert(first_of(file.path));
    }
    roots.insert({"cli", "kaon", "examples", "benchmarks"});
    Findings findings;
    for (const File& file : files) {
        if (!file.path.ends_with(".md")) continue;
        std::size_t number = 0;
        bool fenced = false;
        for (std::string_view line : lines_of(file.text)) {
            ++number;
            if (line.starts_with("```")) fenced = !fenced;
            if (fenced) continue;
            for (std::size_t at = line.find('`'); at != line.npos;) {
                const std::size_t end = line.find('`', at + 1);
                if (end == line.npos) break;
                const std::string_view text = line.substr(at + 1, end - at - 1);
                if (looks_like_path(text, roots)) {
                    std::string what = mistake(text, files);
                    if (!what.empty()) findings.push_back({file.path, number, what});
                }
                at = line.find('`', end + 1);
            }
        }
    }
    return findings;
}

}  // namespace tidy
