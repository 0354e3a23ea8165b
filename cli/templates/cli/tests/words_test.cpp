// The program's work, without the program.
#include <gtest/gtest.h>

#include "app/words.hpp"

namespace {

std::string top(std::string_view text, std::size_t limit) {
    app::Counts counts;
    app::count_words(text, counts);
    std::string out;
    for (const app::Word& word : app::most_frequent(counts, limit)) out += word.text + std::to_string(word.count) + " ";
    return out;
}

}  // namespace

TEST(words, are_counted_without_regard_to_case) { EXPECT_EQ(top("To be, or not to be.", 10), "be2 to2 not1 or1 "); }

TEST(words, are_letters_of_any_language) { EXPECT_EQ(top("naïve, naïve; день", 10), "naïve2 день1 "); }

TEST(words, are_as_many_as_asked_for) {
    EXPECT_EQ(top("a b c", 2), "a1 b1 ");
    EXPECT_EQ(top(" ,. ", 2), "");
}
