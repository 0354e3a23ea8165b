// UTF-8: what is valid, how it is counted and made.
#include "kaon/reflect/utf8.hpp"

#include <gtest/gtest.h>

namespace {
using namespace kaon::reflect;

TEST(utf8, accepts_and_refuses_as_rfc_3629_says) {
    struct Case {
        std::string_view text;
        bool valid;
    };
    const Case cases[] = {
        {"", true}, {"plain ascii, more than eight", true}, {"\xC3\xA4", true}, {"\xE2\x82\xAC", true}, {"\xF0\x9F\x98\x80", true},
        {"\xF4\x8F\xBF\xBF", true}, {"\x80", false}, {"\xC3", false}, {"\xC0\xAF", false}, {"\xE0\x80\xAF", false},
        {"\xED\xA0\x80", false}, {"\xF4\x90\x80\x80", false}, {"\xF5\x80\x80\x80", false}, {"12345678\xFF", false},
        {"\xF0\x8F\xBF\xBF", false}, {"\xE2\x82", false},
    };
    for (const Case& c : cases) EXPECT_EQ(is_utf8(c.text), c.valid) << testing::PrintToString(c.text);
}

TEST(utf8, counts_code_points_and_appends_them) {
    EXPECT_EQ(count_code_points("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"), 4u);
    std::string out;
    for (char32_t c : {U'a', U'\u00E4', U'\u20AC', U'\U0001F600', static_cast<char32_t>(0xD800)}) append_utf8(out, c);
    EXPECT_EQ(out, "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\xEF\xBF\xBD");
}
}  // namespace
