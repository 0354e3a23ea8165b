// ASCII: every byte as a digit and as a letter, and the ends of texts.
#include <gtest/gtest.h>

#include "kaon/base/ascii.hpp"

using namespace kaon;

TEST(ascii, knows_the_digits_among_all_bytes) {
    constexpr std::string_view upper = "0123456789ABCDEF", lower = "0123456789abcdef";
    for (int byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        const std::size_t digit = std::min(upper.find(c), lower.find(c));
        EXPECT_EQ(ascii::hex_value(c), digit == std::string_view::npos ? -1 : static_cast<int>(digit)) << byte;
        EXPECT_EQ(ascii::is_hex_digit(c), digit != std::string_view::npos) << byte;
        EXPECT_EQ(ascii::is_digit(c), digit < 10) << byte;
    }
}

TEST(ascii, knows_the_letters_among_all_bytes) {
    constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", lower = "abcdefghijklmnopqrstuvwxyz";
    for (int byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        const std::size_t big = upper.find(c), small = lower.find(c);
        const bool is_big = big != std::string_view::npos, is_small = small != std::string_view::npos;
        EXPECT_EQ(ascii::is_upper(c), is_big) << byte;
        EXPECT_EQ(ascii::is_lower(c), is_small) << byte;
        EXPECT_EQ(ascii::is_letter(c), is_big || is_small) << byte;
        EXPECT_EQ(ascii::is_letter_or_digit(c), is_big || is_small || (byte >= '0' && byte <= '9')) << byte;
        EXPECT_EQ(ascii::lower(c), is_big ? lower[big] : c) << byte;
        EXPECT_EQ(ascii::upper(c), is_small ? upper[small] : c) << byte;
    }
}

TEST(ascii, trims_spaces_and_tabs_and_nothing_else) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {" \t ", ""},
        {" a b\t", "a b"},
        {"\ta", "a"},
        {"a ", "a"},
        {"\na\r", "\na\r"},
        {"\xc2\xa0"
         "a",
         "\xc2\xa0"
         "a"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(ascii::trimmed(text), expected) << text;
}
