// A command-line program: a struct is the command line, a Task the program. --help, mistakes and Ctrl-C come with it.
// Run with: cmake --build build/release --target lesson_grep && build/release/lessons/grep task README.md
//
// $ printf 'A Task\nof ours\nA TASK\n' > one; printf 'no\n' > two
// $ grep -n Task one two
// one:1:A Task
// $ grep -i task one
// A Task
// A TASK
// $ grep --count --ignore-case task one two
// one:2
// two:0
// $ cat one | grep ours
// of ours
// $ cat one | grep -c Task - two
// -:1
// two:0
// $ grep A one > /dev/full; echo "status $?"
// grep: standard output: No space left on device
// status 2
// $ grep nothing one; echo "status $?"
// status 1
// $ grep x none; echo "status $?"
// grep: none: No such file or directory
// status 2
// $ grep x /; echo "status $?"
// grep: /: Is a directory
// status 2
// $ grep --ignore-cose x; echo "status $?"
// grep: unknown option --ignore-cose; did you mean --ignore-case? Try grep --help
// status 2
// $ grep --help
// Usage: grep [OPTIONS] PATTERN [FILES...]
// ...
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <optional>

#include "kaon/coro/blocking.hpp"
#include "kaon/program/main.hpp"

using namespace kaon;

// snippet: options
struct Options {
    std::string pattern;             // PATTERN: text without a default has to be given
    std::vector<std::string> files;  // [FILES...]: a list takes the rest
    bool ignore_case = false;
    bool line_number = false;
    bool count = false;

    static consteval auto command_line() {
        return arguments({
            {.field = "pattern", .help = "the text to look for"},
            {.field = "files", .help = "where to look; standard input when there are none"},
            {.field = "ignore_case", .letter = 'i', .help = "take capitals and small letters for the same"},
            {.field = "line_number", .letter = 'n', .help = "print the number of each line"},
            {.field = "count", .letter = 'c', .help = "print how many lines match, not the lines"},
        });
    }
};
// end

bool matches(const Options& options, const std::string& line) {
    const auto same = [&](char a, char b) {
        if (!options.ignore_case) return a == b;
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
        return lower(a) == lower(b);
    };
    return std::search(line.begin(), line.end(), options.pattern.begin(), options.pattern.end(), same) != line.end();
}

std::size_t search(const Options& options, std::istream& in, const std::string& name) {
    const std::string prefix = options.files.size() > 1 ? name + ":" : "";
    std::size_t number = 0, found = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (!matches(options, line)) continue;
        ++found;
        if (options.count) continue;
        const std::string place = options.line_number ? prefix + std::to_string(number) + ":" : prefix;
        std::printf("%s%s\n", place.c_str(), line.c_str());
    }
    if (options.count) std::printf("%s%zu\n", prefix.c_str(), found);
    return found;
}

// "-" is standard input.
std::optional<std::size_t> search_file(const Options& options, const std::string& name) {
    errno = 0;
    std::ifstream file;
    std::istream& in = name == "-" ? std::cin : file;
    if (name != "-") file.open(name);
    const std::size_t found = in ? search(options, in, name) : 0;
    if (errno == 0 || in.eof()) return found;
    std::fprintf(stderr, "grep: %s: %s\n", name.c_str(), std::strerror(errno));
    return std::nullopt;
}

// Reading blocks, so it runs on the pool, on copies of its own: Ctrl-C ends the wait for it, and then the program.
// 0: found, 1: not found, 2: could not look.
// snippet: task
Task<int> grep(Options options) {
    if (options.files.empty()) options.files = {"-"};
    std::size_t found = 0;
    bool failed = false;
    for (const std::string& file : options.files) {
        const auto lines = co_await spawn_blocking([options, file] { return search_file(options, file); });
        found += lines.value_or(0);
        failed = failed || !lines;
    }
    co_return failed ? 2 : found > 0 ? 0 : 1;
}

int main(int argc, char** argv) {
    return kaon::main(argc, argv, grep,
                      {.name = "grep", .about = "Prints the lines that contain a text.", .failure_status = 2});
}
// end
