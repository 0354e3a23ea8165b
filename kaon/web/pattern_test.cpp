// The syntax of routes.
#include <gtest/gtest.h>

#include "kaon/web/pattern.hpp"

namespace kaon::inline v0::web {
namespace {

TEST(pattern, names_its_captures) {
    const Pattern p = parse_pattern("/a/{x}/b/{*rest}");
    ASSERT_TRUE(p.ok()) << p.why;
    EXPECT_EQ(p.count, 2u);
    EXPECT_EQ(p.captures[1], "rest");
    EXPECT_TRUE(p.has_rest);
    EXPECT_EQ(p.find("x"), 0u);
    EXPECT_EQ(p.find("nope"), 2u);
}

TEST(pattern, says_what_is_wrong_and_where) {
    const struct {
        std::string_view text;
        std::string_view why;
        std::size_t at;
    } cases[] = {
        {"", "starts with '/'", 0},
        {"users", "starts with '/'", 0},
        {"/a/{id", "never closed", 3},
        {"/a/id}", "'}' without '{'", 5},
        {"/a/x{id}", "whole segment", 4},
        {"/a/{id}x", "whole segment", 7},
        {"/a/{}", "needs a name", 3},
        {"/{a}/{a}", "one name", 5},
        {"/{*a}/b", "the last", 5},
        {"/a//b", "empty segment", 3},
        {"/a?b", "query", 2},
        {"/a%20", "after decoding", 2},
        {"/a/../b", "'..'", 3},
        {"/{a-b}", "identifier", 2},
        {"/a*", "{*name}", 2},
        {"/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}", "more than 8", 33},
    };
    for (const auto& c : cases) {
        const Pattern p = parse_pattern(c.text);
        EXPECT_NE(p.why.find(c.why), std::string_view::npos) << c.text << ": " << p.why;
        EXPECT_EQ(p.at, c.at) << c.text;
    }
}

TEST(pattern, shapes_ignore_capture_names_and_a_closing_slash) {
    EXPECT_EQ(pattern_shape(0, "/a/{x}"), pattern_shape(0, "/a/{y}/"));
    EXPECT_NE(pattern_shape(0, "/a/{x}"), pattern_shape(0, "/a/{*x}"));
    EXPECT_NE(pattern_shape(0, "/a/{x}"), pattern_shape(1, "/a/{x}"));
    EXPECT_NE(pattern_shape(0, "/a/{x}"), pattern_shape(0, "/a/x"));
    EXPECT_NE(pattern_shape(0, "/a/{x}/b"), pattern_shape(0, "/a/{x}/c"));
    EXPECT_NE(pattern_shape(0, "/a/{x"), pattern_shape(0, "/a/x"));  // wrong as a pattern, and read to its end
}

}  // namespace
}  // namespace kaon::inline v0::web
