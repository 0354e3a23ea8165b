// Counts preprocessed lines with the project's own compiler.
#include "tests/tidy/budgets.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace tidy {

std::map<std::string, std::size_t> read_budgets(std::string_view text) {
    std::map<std::string, std::size_t> budgets;
    for (std::string_view line : lines_of(text)) {
        const auto words = words_of(line);
        if (words.size() < 2 || words[0].starts_with("#")) continue;
        budgets[std::string(words[0])] = std::strtoul(std::string(words[1]).c_str(), nullptr, 10);
    }
    return budgets;
}

std::string umbrella_of(std::string_view part, std::span<const File> files) {
    std::string source;
    for (const File& file : files) {
        if (is_public(file.path) && part_of(file.path) == part) source += "#include \"" + file.path + "\"\n";
    }
    return source;
}

std::size_t preprocessed_lines(const std::string& source) {
    const std::string path = (std::filesystem::temp_directory_path() / "kaon_budget_XXXXXX").string();
    std::string name = path;
    const int descriptor = mkstemp(name.data());
    if (descriptor < 0) return 0;
    std::ofstream(name) << source;
    const std::string command = std::string(KAON_COMPILER " -std=c++2c -I '" KAON_ROOT "' -E -P -x c++ ") + name;
    std::size_t lines = 0;
    if (FILE* pipe = popen(command.c_str(), "r")) {
        bool blank = true;
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
            if (c == '\n') {
                lines += !blank;
                blank = true;
            } else if (c != ' ' && c != '\t') {
                blank = false;
            }
        }
        if (pclose(pipe) != 0) lines = 0;
    }
    std::filesystem::remove(name);
    return lines;
}

Findings check_budget(std::string_view part, std::size_t lines, const std::map<std::string, std::size_t>& budgets) {
    const auto it = budgets.find(std::string(part));
    const std::string count = std::to_string(lines);
    std::string what;
    if (lines == 0) what = "its public headers do not compile";
    else if (it == budgets.end()) what = "has no budget; " + count + " lines now";
    else if (lines > it->second) what = count + " lines, the budget is " + std::to_string(it->second);
    else if (lines < it->second / 2) what = "only " + count + " lines now: lower the budget";
    if (what.empty()) return {};
    return {{std::string(part), 0, what + " (tests/tidy/budgets.txt)"}};
}

}  // namespace tidy
