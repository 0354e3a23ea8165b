// Folding and splitting of free text.
#include <gtest/gtest.h>

#include "advisor/text.hpp"

namespace consultant {
namespace {

std::string folded(std::string_view text) {
    const Tokens tokens(text);
    std::string out;
    for (std::size_t i = 0; i < tokens.size(); ++i) out.append(i ? "|" : "").append(tokens.folded(i));
    return out;
}

TEST(text, folds_and_splits_words_as_patterns_expect) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"Паузы GC у Node.js!", "паузы|gc|у|node|js"},
        {"Ёлка ЩУКА Éclair", "елка|щука|éclair"},
        {"C++17, c#, F#, с++, .NET 8", "c++|17|c#|f#|c++|.net|8"},
        {"don’t isn't o'", "dont|isnt|o"},
        {"real-time hot_path", "real|time|hot|path"},
        {"и\u0306 нагру\u0301зка", "й|нагрузка"},
        {"🚀rust🦀", "rust"},
        {"\xff\xfe broken \xd0", "broken"},
        {"", ""},
        {"...", ""},
    };
    for (const auto& [text, wanted] : cases) EXPECT_EQ(folded(text), wanted) << text;
}

TEST(text, reads_numbers_with_groups_and_fractions) {
    const std::pair<std::string_view, double> cases[] = {{"50 000 rps", 50000},
                                                         {"50,000", 50000},
                                                         {"50'000", 50000},
                                                         {"1\u00A0500\u00A0000", 1500000},
                                                         {"1.5", 1.5},
                                                         {"1,5", 1.5},
                                                         {"2026", 2026},
                                                         {"5 1234", 5},
                                                         {"0", 0},
                                                         {"20k", 20},
                                                         {"12,34", 12.34}};
    for (const auto& [text, wanted] : cases) {
        const Tokens tokens(text);
        ASSERT_GE(tokens.size(), 1u) << text;
        EXPECT_TRUE(tokens[0].is_number) << text;
        EXPECT_DOUBLE_EQ(tokens[0].value, wanted) << text;
    }
}

TEST(text, parts_clauses_at_punctuation_but_not_inside_names) {
    EXPECT_EQ(Tokens("node.js app")[2].clause, 0u);
    EXPECT_NE(Tokens("no load, pauses")[2].clause, Tokens("no load, pauses")[0].clause);
    EXPECT_NE(Tokens("fast. Slow")[1].clause, 0u);
}

TEST(text, quotes_the_original_cut_on_characters_and_replaces) {
    const Tokens tokens("Высокая НАГРУЗКА сегодня");
    EXPECT_EQ(tokens.original(0, 1), "Высокая НАГРУЗКА");
    EXPECT_EQ(tokens.original(0, 1, 5), "Вы");
    EXPECT_EQ(replaced("{a} and {a}", "{a}", "{a}{a}"), "{a}{a} and {a}{a}");
}

TEST(text, survives_numbers_of_any_length) {
    const std::string long_number(4000, '9');
    EXPECT_EQ(Tokens(long_number).size(), 1u);
}

}  // namespace
}  // namespace consultant
