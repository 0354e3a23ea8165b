// Matching of paths, hostile ones included.
#include "kaon/web/tree.hpp"

#include <gtest/gtest.h>

namespace kaon::inline v0::web {
namespace {

struct Case {
    std::string_view path;
    std::string expected;  // pattern, then the captures, separated by '|'; empty: no route; "400"
};

std::string find(const Tree& tree, const std::vector<std::string>& patterns, std::string_view path) {
    Captures captures;
    const Tree::Found found = tree.find(path, captures);
    if (found.outcome == Tree::Found::bad_encoding) return "400";
    if (found.outcome == Tree::Found::no_route) return "";
    std::string out = patterns[found.value];
    for (std::size_t i = 0; i < captures.count; ++i) out += "|" + std::string(captures.at(i));
    return out;
}

void check(const std::vector<std::string>& patterns, const std::vector<Case>& cases) {
    Tree tree;
    for (std::uint32_t i = 0; i < patterns.size(); ++i) EXPECT_EQ(tree.add(patterns[i], i), i);
    for (const Case& c : cases) EXPECT_EQ(find(tree, patterns, c.path), c.expected) << c.path;
}

TEST(tree, prefers_literals_to_captures_to_the_rest) {
    check({"/users/{id}", "/users/me", "/{*rest}", "/users/{id}/posts", "/"},
          {{"/", "/"},
           {"/users/me", "/users/me"},
           {"/users/7", "/users/{id}|7"},
           {"/users/me/posts", "/users/{id}/posts|me"},
           {"/users/me/x", "/{*rest}|users/me/x"},
           {"/a/b/c", "/{*rest}|a/b/c"}});
}

TEST(tree, goes_back_when_a_literal_leads_nowhere) {
    check({"/a/{x}/c/d", "/a/b/{y}/e", "/{p}/b/c/f"},
          {{"/a/b/c/d", "/a/{x}/c/d|b"}, {"/a/b/c/e", "/a/b/{y}/e|c"}, {"/a/b/c/f", "/{p}/b/c/f|a"}, {"/a/b/c/g", ""}});
}

TEST(tree, captures_are_never_empty_and_slashes_count) {
    check({"/users/{id}", "/files/{*path}", "/dir/"},
          {{"/users/", ""}, {"/users//", ""}, {"/files/", ""}, {"/files", ""}, {"/dir", ""}, {"/dir/", "/dir/"},
           {"/files//", "/files/{*path}|/"}, {"//users/7", ""}, {"", ""}, {"*", ""}, {"users", ""}});
}

TEST(tree, compares_decoded_segments) {
    check({"/users/me", "/привет/{name}", "/f/{*path}"},
          {{"/users/m%65", "/users/me"},
           {"/%75sers/me", "/users/me"},
           {"/users%2Fme", ""},
           {"/%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82/a%20b", "/привет/{name}|a b"},
           {"/f/a%2Fb/c", "/f/{*path}|a/b/c"},
           {"/f/%252e%252e", "/f/{*path}|%2e%2e"},
           {"/users/%", "400"},
           {"/users/%4", "400"},
           {"/users/%zz", "400"},
           {"/f/%00", "400"},
           {"/f/%ff%fe", "400"}});
}

TEST(tree, bounds_the_number_of_segments) {
    std::string deep;
    for (int i = 0; i < 10000; ++i) deep += "/a";
    check({"/{*rest}", "/a/a"}, {{deep, ""}, {"/a/a", "/a/a"}});
}

TEST(tree, keeps_the_first_value_of_a_shape) {
    Tree tree;
    EXPECT_EQ(tree.add("/a/{x}", 0), 0u);
    EXPECT_EQ(tree.add("/a/{y}", 1), 0u);
    EXPECT_EQ(tree.add("/a/{*y}", 2), 2u);
}

}  // namespace
}  // namespace kaon::inline v0::web
