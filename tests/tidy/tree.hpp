// The project's files as text, and the small vocabulary that all tidy rules share.
//
// A rule is a plain function from files to findings, so that its own test can feed it a bad sample.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidy {

struct File {
    std::string path;  // relative to the root, with '/'
    std::string text;
};

struct Finding {
    std::string path;
    std::size_t line = 0;  // 0: the whole file
    std::string what;
};
using Findings = std::vector<Finding>;

// Every hand-written file below `root`, sorted; build folders, data and version control are left out.
std::vector<File> read_tree(const std::string& root);
std::string read_file(const std::string& path);

// One finding per line, as a compiler prints them; empty when there is none.
std::string report(const Findings& findings);

std::vector<std::string_view> lines_of(std::string_view text);
std::vector<std::string_view> words_of(std::string_view line);

// The same text with comments, string and character literals blanked; the lines keep their numbers.
std::string code_only(std::string_view text);

// "kaon/web/router.hpp" -> "web"; empty for what is not in the library.
std::string_view part_of(std::string_view path);
bool is_cpp(std::string_view path);
bool is_header(std::string_view path);
bool is_test(std::string_view path);  // _test, _bench, _fuzz, and the headers that tests share: _test.hpp, testing/
bool is_public(std::string_view path);  // a header of the library outside every detail/, for more than tests

}  // namespace tidy
