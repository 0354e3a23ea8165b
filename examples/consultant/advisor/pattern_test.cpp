// Which texts a pattern finds, and which patterns are refused.
#include <gtest/gtest.h>

#include "advisor/pattern.hpp"

namespace consultant {
namespace {

bool finds(std::string_view pattern, std::string_view text) {
    PatternSet set;
    const auto added = set.add(pattern, 0);
    EXPECT_TRUE(added.has_value()) << pattern;
    set.seal();
    return !set.find(Tokens(text)).empty();
}

TEST(pattern, finds_words_stems_choices_and_gaps) {
    struct Row {
        std::string_view pattern, text;
        bool found;
    };
    const Row rows[] = {{"rust", "Rust", true},
                        {"rust", "rusty", false},
                        {"нагрузк*", "о нагрузках", true},
                        {"нагрузк*", "нагрудник", false},
                        {"высок*|больш* нагрузк*", "большой нагрузкой", true},
                        {"высок* нагрузк*", "высокая и нагрузка", false},
                        {"gc .. paus*", "GC makes long pauses", true},
                        {"gc .. paus*", "gc one two three four pauses", false},
                        {"gc .. paus*", "gc, pauses", false},
                        {"gc .. paus*", "gc pauses", true},
                        {"c++", "in C++17", true},
                        {"c", "c++", false},
                        {"req s", "10 req/s", true},
                        {"в секунду", "в сек", false}};
    for (const Row& row : rows) EXPECT_EQ(finds(row.pattern, row.text), row.found) << row.pattern << " in " << row.text;
}

TEST(pattern, refuses_what_could_never_match) {
    for (std::string_view pattern :
         {"", "Rust", "нагрузкё", "node.js", "a  b", " a", ".. a", "a ..", "a*", "a|*", "low-load"}) {
        PatternSet set;
        EXPECT_FALSE(set.add(pattern, 0).has_value()) << pattern;
    }
}

TEST(pattern, reports_hits_in_order_of_the_text) {
    PatternSet set;
    ASSERT_FALSE(set.add("b*|xx", 1).has_value());
    ASSERT_TRUE(set.add("bb*", 1).has_value());
    ASSERT_TRUE(set.add("aa bb", 2).has_value());
    set.seal();
    const auto hits = set.find(Tokens("bbc aa bb"));
    ASSERT_EQ(hits.size(), 3u);
    EXPECT_EQ(hits[0].target, 1);
    EXPECT_EQ(hits[1].target, 2);
    EXPECT_EQ(hits[1].last, 2u);
    EXPECT_EQ(hits[2].first, 2u);
}

}  // namespace
}  // namespace consultant
