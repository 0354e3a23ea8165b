// The rule about snippets bites, and the project keeps it.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/tidy/expect.hpp"
#include "tests/tidy/snippets.hpp"

using namespace tidy;

static std::string page(std::string text) {
    const File files[] = {{"a.md", std::move(text)},
                          {"x/a.cpp", "int a;\n// snippet: one\nint b;\n\nint c;\n// end\n"}};
    return report(check_snippets(files));
}

TEST(snippets, that_equal_their_region_pass) {
    EXPECT_EQ(page("# A\n<!-- snippet: x/a.cpp:one -->\n```cpp\nint b;\n\nint c;\n```\n"), "");
    EXPECT_EQ(page("```cpp\nint free;\n```\n"), "");
}

TEST(snippets, that_drifted_or_lost_their_source_are_found) {
    EXPECT_EQ(page("<!-- snippet: x/a.cpp:one -->\n```cpp\nint b;\nint c;\n```\n"),
              "a.md:1: differs from x/a.cpp: copy the region\n");
    EXPECT_EQ(page("<!-- snippet: x/a.cpp:two -->\n```cpp\n```\n"),
              "a.md:1: x/a.cpp has no such region: // snippet: name ... // end\n");
    EXPECT_EQ(page("<!-- snippet: x/b.cpp:one -->\n```cpp\n```\n"), "a.md:1: x/b.cpp does not exist\n");
    EXPECT_EQ(page("<!-- snippet: x/a.cpp:one -->\n"), "a.md:1: no code follows\n");
}

TEST(project, shows_code_as_it_is_in_the_tree) {
    const std::vector<File> files = read_tree(KAON_ROOT);
    EXPECT_TRUE(std::ranges::any_of(files, [](const File& f) {
        return f.path == "README.md" && f.text.find("<!-- snippet: ") != std::string::npos;
    })) << "the README shows code of the tree";
    expect_none(check_snippets(files));
}
