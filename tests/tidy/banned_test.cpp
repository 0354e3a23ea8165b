// The bans bite, and nothing in the tree uses what is banned.
#include <gtest/gtest.h>

#include "tests/tidy/banned.hpp"
#include "tests/tidy/expect.hpp"

using namespace tidy;

static const auto sample = read_bans("# note\n"
                                     "public header <regex> slow\n"
                                     "shared name std::format  absent from libstdc++ 12\n");

static std::string bans_of(std::string path, std::string text) {
    const File files[] = {{std::move(path), std::move(text)}};
    return report(check_bans(sample, files));
}

TEST(banned, uses_are_found_where_the_ban_applies) {
    EXPECT_EQ(bans_of("kaon/web/a.hpp", "#include <regex>\n"), "kaon/web/a.hpp:1: <regex>: slow\n");
    EXPECT_EQ(bans_of("kaon/web/detail/a.hpp", "#include <regex>\n"), "");
    EXPECT_EQ(bans_of("kaon/web/a.cpp", "#include <regex>\n"), "");
    EXPECT_EQ(bans_of("kaon/json/a.cpp", "x = std::format(y);\n"),
              "kaon/json/a.cpp:1: std::format: absent from libstdc++ 12\n");
    EXPECT_EQ(bans_of("kaon/json/a_test.cpp", "x = std::format(y);\n"), "");
    EXPECT_EQ(bans_of("kaon/web/a.cpp", "x = std::format(y);\n"), "");
}

TEST(banned, comments_and_longer_names_are_no_use) {
    EXPECT_EQ(bans_of("kaon/json/a.cpp", "// std::format\nx = \"std::format\";\n"), "");
    EXPECT_EQ(bans_of("kaon/json/a.cpp", "std::formatter<int> f; mystd::format(x);\n"), "");
}

TEST(project, uses_nothing_banned) {
    const auto bans = read_bans(read_file(KAON_ROOT "/tests/tidy/banned.txt"));
    ASSERT_GT(bans.size(), 20u);
    expect_none(check_bans(bans, read_tree(KAON_ROOT)));
}
