// UTF-8: what RFC 3629 accepts and refuses, at every place of a longer text.
#include <gtest/gtest.h>

#include "kaon/base/utf8.hpp"

using namespace kaon;

TEST(utf8, accepts_what_rfc_3629_allows_and_nothing_else) {
    const std::pair<std::string_view, bool> cases[] = {
        {"", true},
        {"plain", true},
        {"\xd0\xb9", true},
        {"\xe2\x82\xac", true},
        {"\xf0\x9f\x98\x80", true},
        {"\xf4\x8f\xbf\xbf", true},      // U+10FFFF
        {"\x80", false},                 // a continuation alone
        {"\xc0\xaf", false},             // overlong '/'
        {"\xe0\x80\xaf", false},
        {"\xf0\x80\x80\xaf", false},
        {"\xed\xa0\x80", false},         // a surrogate
        {"\xf4\x90\x80\x80", false},     // above U+10FFFF
        {"\xf8\x88\x80\x80\x80", false}, // five bytes
        {"\xe2\x82", false},             // cut off
        {"\xff", false},
    };
    for (const auto& [piece, valid] : cases) {
        for (std::size_t before = 0; before < 20; ++before) {
            const std::string text = std::string(before, 'a') + std::string(piece) + std::string(20 - before, 'z');
            EXPECT_EQ(is_utf8(text), valid) << before << " " << testing::PrintToString(piece);
        }
        EXPECT_EQ(is_utf8(piece), valid);
    }
}

TEST(utf8, cuts_between_code_points) {
    const std::string_view text = "a\xc3\xa9\xf0\x9f\x98\x80z";
    const std::size_t ends[] = {0, 1, 1, 3, 3, 3, 3, 7, 8, 8};
    for (std::size_t size = 0; size < std::size(ends); ++size)
        EXPECT_EQ(utf8_prefix(text, size).size(), ends[size]) << size;
    EXPECT_EQ(utf8_prefix("\x80\x80\x80", 2), "") << "what is no text has no beginning of that size";
}

TEST(utf8, appends_code_points_and_replaces_what_is_none) {
    const std::pair<char32_t, std::string_view> cases[] = {
        {U'a', "a"},
        {0x439, "\xd0\xb9"},
        {0x20ac, "\xe2\x82\xac"},
        {0x1f600, "\xf0\x9f\x98\x80"},
        {0xd800, "\xef\xbf\xbd"},
        {0x110000, "\xef\xbf\xbd"},
    };
    EXPECT_EQ(count_code_points("caf\xc3\xa9"), 4u);
    EXPECT_EQ(code_point_length("\xc3"), 0u);
    for (const auto& [code_point, expected] : cases) {
        std::string text;
        append_utf8(text, code_point);
        EXPECT_EQ(text, expected);
        EXPECT_EQ(code_point_length(text), text.size());
        EXPECT_EQ(first_code_point(text + "z").value,
                  code_point == 0xd800 || code_point > 0x10ffff ? 0xfffd : code_point);
        EXPECT_EQ(count_code_points(text), 1u);
    }
}
