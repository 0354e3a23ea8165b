// The checks of both halves agree with what the engine sees.
#include <gtest/gtest.h>

#include "advisor/markdown.hpp"
#include "app/draft.hpp"
#include "kaon/base/utf8.hpp"

namespace consultant {
namespace {

TEST(draft, is_blank_where_the_answer_could_quote_nothing) {
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        std::string text;
        kaon::append_utf8(text, code);
        ASSERT_EQ(is_blank(text), escape_markdown(text).empty()) << static_cast<std::uint32_t>(code);
    }
    EXPECT_TRUE(is_blank(""));
    EXPECT_TRUE(is_blank(" \u200B\n"));
    EXPECT_FALSE(is_blank(" \u200Bx"));
}

}  // namespace
}  // namespace consultant
