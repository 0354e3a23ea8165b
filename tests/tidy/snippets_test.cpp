// The rule about snippets bites, and the project keeps it.
#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "tests/tidy/expect.hpp"
#include "tests/tidy/snippets.hpp"

using namespace tidy;

static std::string page(std::string text, std::string path = "a.md") {
    const File files[] = {{std::move(path), std::move(text)},
                          {"x/a.cpp", "int a;\n// snippet: one\nint b;\n\nint c;\n// end\n"},
                          {"x/b.cpp", "{\n    // snippet: in\n    if (a)\n\n        b();\n    // end\n}\n"},
                          {"x/open.cpp", "// snippet: one\nint b;\n"}};
    return report(check_snippets(files));
}

TEST(snippets, that_equal_their_region_pass) {
    EXPECT_EQ(page("# A\n<!-- snippet: x/a.cpp:one -->\n```cpp\nint b;\n\nint c;\n```\n"), "");
    EXPECT_EQ(page("<!-- snippet: x/b.cpp:in -->\n```cpp\nif (a)\n\n    b();\n```\n"), "");
    EXPECT_EQ(page("<!-- snippet: x/open.cpp -->\n```cpp\n// snippet: one\nint b;\n```\n"), "");
    EXPECT_EQ(page("```cpp\nint free;\n```\n"), "");
}

TEST(snippets, that_drifted_or_lost_their_source_are_found) {
    EXPECT_EQ(page("<!-- snippet: x/a.cpp:one -->\n```cpp\nint b;\nint c;\n```\n"),
              "a.md:1: differs from x/a.cpp: run tools/snippets.sh\n");
    EXPECT_EQ(page("<!-- snippet: x/a.cpp:two -->\n```cpp\n```\n"),
              "a.md:1: x/a.cpp has no such region: // snippet: name ... // end\n");
    EXPECT_EQ(page("<!-- snippet: x/open.cpp:one -->\n```cpp\nint b;\n```\n"),
              "a.md:1: x/open.cpp has no such region: // snippet: name ... // end\n");
    EXPECT_EQ(page("<!-- snippet: x/c.cpp:one -->\n```cpp\n```\n"), "a.md:1: x/c.cpp does not exist\n");
    EXPECT_EQ(page("<!-- snippet: x/a.cpp:one -->\n"), "a.md:1: no code follows\n");
}

TEST(snippets, are_all_that_the_guide_shows_of_cpp) {
    const std::string free = "# A\n\n```cpp\nint free;\n```\n";
    EXPECT_EQ(page(free, "docs/guide/a.md"),
              "docs/guide/a.md:3: the guide shows compiled code only: put <!-- snippet: path:region --> above and run "
              "tools/snippets.sh\n");
    EXPECT_EQ(page("```sh\nls\n```\n\n```\nerror: x\n```\n", "docs/guide/a.md"), "");
}

TEST(project, shows_code_as_it_is_in_the_tree) {
    const std::vector<File> files = read_tree(KAON_ROOT);
    EXPECT_TRUE(std::ranges::any_of(files, [](const File& f) {
        return f.path == "README.md" && f.text.find("<!-- snippet: ") != std::string::npos;
    })) << "the README shows code of the tree";
    expect_none(check_snippets(files));
    EXPECT_EQ(std::system("bash '" KAON_ROOT "/tools/snippets.sh' --check"), 0) << "what the script would write";
}
