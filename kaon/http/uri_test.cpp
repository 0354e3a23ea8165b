// Percent-decoding and -encoding: what is refused, round trips.
#include <gtest/gtest.h>

#include "kaon/http/uri.hpp"

using namespace kaon::http;

namespace {

std::optional<std::string> segment(std::string_view text) {
    std::string out = "before";
    if (!decode_segment(text, out)) return std::nullopt;
    return out;
}

}  // namespace

TEST(uri, decodes_escapes_once_and_leaves_plus_alone) {
    EXPECT_EQ(segment(""), "");
    EXPECT_EQ(segment("plain-text_~"), "plain-text_~");
    EXPECT_EQ(segment("caf%C3%A9"), "caf\xc3\xa9");
    EXPECT_EQ(segment("caf%c3%a9+x"), "caf\xc3\xa9+x");
    EXPECT_EQ(segment("a%2Fb"), "a/b");
    EXPECT_EQ(segment("%2e%2E%5c"), "..\\");
    EXPECT_EQ(segment("%252e"), "%2e");
}

TEST(uri, refuses_broken_escapes_nul_and_what_is_no_utf8) {
    for (std::string_view text : {"%", "a%", "%1", "%zz", "%1g", "%%20", "%00", "a%00b", "%ff", "%C3", "%C3x", "%c0%af",
                                  "%ed%a0%80", "\xff", "%u0041"}) {
        EXPECT_EQ(segment(text), std::nullopt) << text;
    }
    EXPECT_EQ(segment(std::string_view("a\0b", 3)), std::nullopt);
}

TEST(uri, encodes_everything_that_could_be_read_as_syntax) {
    EXPECT_EQ(encode_segment("a/b c?d#e&f=g+h%\r\n"), "a%2Fb%20c%3Fd%23e%26f%3Dg%2Bh%25%0D%0A");
    EXPECT_EQ(encode_form("a b+c\xd0\xb9"), "a+b%2Bc%D0%B9");
    EXPECT_EQ(encode_segment("AZaz09-._~"), "AZaz09-._~");
    std::string all;
    for (int c = 1; c < 128; ++c) all += static_cast<char>(c);
    EXPECT_EQ(segment(encode_segment(all)), all);
}
