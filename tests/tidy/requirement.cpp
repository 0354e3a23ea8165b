// Walks the includes between the library's headers.
#include "tests/tidy/requirement.hpp"

#include <map>
#include <set>

namespace tidy {

constexpr std::string_view goal = "kaon/base/config.hpp";

using Includes = std::map<std::string_view, std::vector<std::string_view>>;

static bool reaches(const Includes& includes, std::string_view header, std::set<std::string_view>& seen) {
    if (header == goal) return true;
    const auto it = includes.find(header);
    if (it == includes.end() || !seen.insert(header).second) return false;
    for (std::string_view next : it->second) {
        if (reaches(includes, next, seen)) return true;
    }
    return false;
}

Findings check_requirement(std::span<const File> files) {
    constexpr std::string_view directive = "#include \"";
    Includes includes;
    for (const File& file : files) {
        if (part_of(file.path).empty() || !is_header(file.path)) continue;
        auto& list = includes[file.path];
        for (std::string_view line : lines_of(file.text)) {
            if (!line.starts_with(directive)) continue;
            line.remove_prefix(directive.size());
            list.push_back(line.substr(0, line.find('"')));
        }
    }
    Findings findings;
    for (const auto& [header, list] : includes) {
        std::set<std::string_view> seen;
        if (!reaches(includes, header, seen))
            findings.push_back({std::string(header), 0, "include \"" + std::string(goal) + "\""});
    }
    return findings;
}

}  // namespace tidy
