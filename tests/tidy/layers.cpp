// Reads docs/LAYERS.txt and finds what crosses it.
#include "tests/tidy/layers.hpp"

namespace tidy {

Layers read_layers(std::string_view text) {
    Layers layers;
    for (std::string_view line : lines_of(text)) {
        const auto words = words_of(line.substr(0, line.find('#')));
        if (words.size() < 2 || words[1] != "->") continue;
        auto& seen = layers[std::string(words[0])];
        for (std::size_t i = 2; i < words.size(); ++i) seen.emplace(words[i]);
    }
    return layers;
}

static bool may_see(const Layers& layers, std::string_view from, std::string_view to) {
    const auto it = layers.find(from);
    return from == to || to == "base" || (it != layers.end() && it->second.contains(std::string(to)));
}

static std::string verdict(const Layers& layers, std::string_view from, std::string_view path) {
    if (!path.starts_with("kaon/")) return "include paths start at the root: \"kaon/...\"";
    const std::string_view to = part_of(path);
    if (!layers.contains(from)) return std::string(from) + " has no line in docs/LAYERS.txt";
    if (!may_see(layers, from, to)) return std::string(from) + " may not see " + std::string(to);
    if (from != to && path.find("/detail/") != path.npos) return "detail/ of another part: " + std::string(path);
    return {};
}

Findings check_layers(const Layers& layers, std::span<const File> files) {
    Findings findings;
    for (const File& file : files) {
        const std::string_view part = part_of(file.path);
        if (!is_cpp(file.path)) continue;
        std::size_t number = 0;
        for (std::string_view line : lines_of(file.text)) {
            ++number;
            if (!line.starts_with("#include \"")) continue;
            const std::string_view path = line.substr(10, line.find('"', 10) - 10);
            std::string what;
            if (!part.empty()) what = verdict(layers, part, path);
            else if (path.starts_with("kaon/") && path.find("/detail/") != path.npos)
                what = "detail/ of the library: " + std::string(path);
            if (!what.empty()) findings.push_back({file.path, number, what});
        }
    }
    return findings;
}

Findings check_dependencies(const Layers& layers, std::span<const File> files) {
    Findings findings;
    for (const File& file : files) {
        const std::string_view part = part_of(file.path);
        if (part.empty() || !file.path.ends_with("/CMakeLists.txt")) continue;
        std::string text = file.text;
        for (char& c : text) {
            if (c == '(' || c == ')' || c == '\n') c = ' ';
        }
        bool depends = false;
        for (std::string_view word : words_of(text)) {
            if (word == "DEPENDS") depends = true;
            else if (word == "LIBS") depends = false;
            else if (depends && layers.contains(word) && !may_see(layers, part, word))
                findings.push_back({file.path, 0, std::string(part) + " may not depend on " + std::string(word)});
        }
    }
    return findings;
}

static bool reaches(const Layers& layers, const std::string& from, const std::string& to, std::set<std::string>& seen) {
    const auto it = layers.find(from);
    if (it == layers.end() || !seen.insert(from).second) return false;
    for (const std::string& next : it->second) {
        if (next == to || reaches(layers, next, to, seen)) return true;
    }
    return false;
}

Findings check_circles(const Layers& layers) {
    Findings findings;
    for (const auto& [part, seen] : layers) {
        std::set<std::string> visited;
        if (reaches(layers, part, part, visited)) findings.push_back({"docs/LAYERS.txt", 0, part + " sees itself"});
    }
    return findings;
}

}  // namespace tidy
