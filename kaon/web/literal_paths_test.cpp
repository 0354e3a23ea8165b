// LiteralPaths: what is found, what is left to the tree, many routes that look alike.
#include <gtest/gtest.h>

#include "kaon/web/literal_paths.hpp"

namespace kaon::inline v0::web {
namespace {

TEST(literal_paths, finds_the_whole_path_and_nothing_else) {
    LiteralPaths paths;
    EXPECT_EQ(paths.find("/"), LiteralPaths::none) << "nothing was added yet";
    const char* patterns[] = {"/", "/a", "/ab", "/abc", "/abcd", "/abcdefg", "/abcdefgh/", "/abcdefgh/i/j"};
    std::uint32_t value = 0;
    for (const char* pattern : patterns) paths.add(pattern, value++);
    for (std::uint32_t i = 0; i < value; ++i) EXPECT_EQ(paths.find(patterns[i]), i) << patterns[i];
    for (const char* other : {"", "a", "/b", "/ac", "/abd", "/abce", "/abcdefh", "/abcdefgh", "/abcdefgh/i/j/", "/A"}) {
        EXPECT_EQ(paths.find(other), LiteralPaths::none) << other;
    }
}

TEST(literal_paths, leaves_captures_and_percent_signs_to_the_tree) {
    LiteralPaths paths;
    paths.add("/users/{id}", 0);
    paths.add("/100%", 1);
    paths.add("/first", 2);
    paths.add("/first", 3);
    EXPECT_EQ(paths.find("/users/{id}"), LiteralPaths::none);
    EXPECT_EQ(paths.find("/100%"), LiteralPaths::none);
    EXPECT_EQ(paths.find("/first"), 2u);
}

TEST(literal_paths, holds_routes_that_differ_only_in_their_middle) {
    LiteralPaths paths;
    const auto path = [](int i) { return "/the/same/" + std::to_string(i) + "/the/same"; };
    for (int i = 0; i < 500; ++i) paths.add(path(i), static_cast<std::uint32_t>(i));
    for (int i = 0; i < 500; ++i) EXPECT_EQ(paths.find(path(i)), static_cast<std::uint32_t>(i));
    EXPECT_EQ(paths.find(path(500)), LiteralPaths::none);
}

}  // namespace
}  // namespace kaon::inline v0::web
