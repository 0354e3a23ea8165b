// StaticText, and which texts may die.
#include <string>

#include <gtest/gtest.h>

#include "kaon/base/static_text.hpp"

using namespace kaon;

TEST(static_text, tells_literals_from_text_that_may_die) {
    static_assert(!RuntimeText<char[3]> && !RuntimeText<StaticText>);
    static_assert(RuntimeText<std::string> && RuntimeText<const char*> && RuntimeText<std::string_view>);
    constexpr StaticText text = "abc";
    EXPECT_EQ(text.view(), "abc");
    EXPECT_EQ(StaticText().view(), "");
}
