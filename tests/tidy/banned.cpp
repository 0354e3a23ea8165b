// Reads the list of bans and finds what is used against it.
#include "tests/tidy/banned.hpp"

#include <algorithm>

namespace tidy {

std::vector<Ban> read_bans(std::string_view text) {
    std::vector<Ban> bans;
    for (std::string_view line : lines_of(text)) {
        const auto words = words_of(line);
        if (words.size() < 3 || words[0].starts_with("#")) continue;
        const char* begin = words[2].data() + words[2].size();
        std::string_view why(begin, static_cast<std::size_t>(line.data() + line.size() - begin));
        why.remove_prefix(std::min(why.find_first_not_of(' '), why.size()));
        bans.push_back({words[0] == "public" ? Scope::public_headers : Scope::shared_parts, words[1] == "header",
                        std::string(words[2]), std::string(why)});
    }
    return bans;
}

static bool applies(const Ban& ban, std::string_view path) {
    if (ban.scope == Scope::public_headers) return is_public(path);
    if (!is_cpp(path) || is_test(path)) return false;
    const std::string_view part = part_of(path);
    return part == "base" || part == "reflect" || part == "json" || part == "coro" || part == "ui";
}

static bool uses(const Ban& ban, std::string_view line) {
    if (ban.header) return line.starts_with("#include") && line.find(ban.what) != line.npos;
    for (std::size_t at = line.find(ban.what); at != line.npos; at = line.find(ban.what, at + 1)) {
        const auto is_name = [&](std::size_t i) {
            return i < line.size() && (std::isalnum(static_cast<unsigned char>(line[i])) || line[i] == '_');
        };
        if (!(at > 0 && is_name(at - 1)) && !is_name(at + ban.what.size())) return true;
    }
    return false;
}

Findings check_bans(std::span<const Ban> bans, std::span<const File> files) {
    Findings findings;
    for (const File& file : files) {
        if (std::ranges::none_of(bans, [&](const Ban& ban) { return applies(ban, file.path); })) continue;
        const std::string code = code_only(file.text);
        const auto raw = lines_of(file.text), plain = lines_of(code);
        for (std::size_t i = 0; i < raw.size(); ++i) {
            for (const Ban& ban : bans) {
                if (applies(ban, file.path) && uses(ban, ban.header ? raw[i] : plain[i]))
                    findings.push_back({file.path, i + 1, ban.what + ": " + ban.why});
            }
        }
    }
    return findings;
}

}  // namespace tidy
