// Percent-decoding and -encoding, forms: what is refused, limits, round trips.
#include "kaon/http/uri.hpp"

#include <gtest/gtest.h>

#include "kaon/http/form.hpp"

using namespace kaon;
using namespace kaon::http;

namespace {

std::optional<std::string> segment(std::string_view text) {
    std::string out = "before";
    if (!decode_segment(text, out)) return std::nullopt;
    return out;
}

// "key=value;" of every pair, then what went wrong.
std::string read(std::string_view text, FormLimits limits = {}) {
    FormReader form(text, limits);
    std::string all;
    while (form.next()) all.append(form.key()).append("=").append(form.value()).append(";");
    EXPECT_FALSE(form.next());
    if (Result<> outcome = form.outcome(); !outcome) {
        all += '!';
        all += outcome.error().is(Errc::too_large) ? "large" : outcome.error().is(Errc::invalid) ? "invalid" : "other";
    }
    return all;
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

TEST(form, gives_decoded_pairs_in_order) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {"a=1&b=2&a=3", "a=1;b=2;a=3;"},
        {"name=%D0%B9+x%26y", "name=\xd0\xb9 x&y;"},
        {"&&a&=b&&c==&", "a=;=b;c==;"},
        {"a%3Db=c", "a=b=c;"},
        {"a=1;b=2", "a=1;b=2;"},  // a semicolon separates nothing
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(read(text), expected) << text;
}

TEST(form, stops_at_broken_encoding) {
    EXPECT_EQ(read("a=1&b=%zz&c=3"), "a=1;!invalid");
    EXPECT_EQ(read("a=\xff"), "!invalid");
    EXPECT_EQ(read("%=1"), "!invalid");
    EXPECT_EQ(read("a=%00"), "!invalid");
    EXPECT_EQ(read(std::string_view("a=\0", 3)), "!invalid");
}

TEST(form, stops_at_its_limits) {
    EXPECT_EQ(read("a=1&b=2", {.pairs = 2}), "a=1;b=2;");
    EXPECT_EQ(read("a=1&b=2&c", {.pairs = 2}), "a=1;b=2;!large");
    EXPECT_EQ(read("a=1&&&&&&", {.pairs = 1}), "a=1;");
    EXPECT_EQ(read("a=12", {.bytes = 4}), "a=12;");
    EXPECT_EQ(read("a=123", {.bytes = 4}), "!large");
}
