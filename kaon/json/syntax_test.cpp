// RFC 8259 clause by clause: what is JSON and what is not; strings, numbers, structure. Read as Value and skipped
// alike.
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "kaon/base/exact_test.hpp"
#include "kaon/json/read.hpp"
#include "kaon/json/value.hpp"
#include "kaon/json/write.hpp"
#include "kaon/reflect/text.hpp"

namespace {
using namespace kaon;

struct Ignore {};
struct Case {
    std::string_view text;
    bool valid;
};

const Case cases[] = {
    // structure
    {"null", true},
    {"true", true},
    {"false", true},
    {" \t\r\n[ ] ", true},
    {"{}", true},
    {"[1,2]", true},
    {"{\"a\":{\"b\":[]}}", true},
    {"", false},
    {" ", false},
    {"nul", false},
    {"True", false},
    {"nullx", false},
    {"[1,]", false},
    {"[,1]", false},
    {"[1 2]", false},
    {"{\"a\"}", false},
    {"{\"a\":}", false},
    {"{a:1}", false},
    {"{\"a\":1,}", false},
    {"{,}", false},
    {"[", false},
    {"]", false},
    {"{", false},
    {"[1}", false},
    {"{\"a\":1]", false},
    {"1 2", false},
    {"[]x", false},
    {"\f1", false},
    {"\xEF\xBB\xBF"
     "1",
     false},
    {"'a'", false},
    {"//x\n1", false},
    {"{\"a\":1 \"b\":2}", false},
    {std::string_view("1\0", 2), false},
    {"{1:2}", false},
    // numbers
    {"0", true},
    {"-0", true},
    {"-1", true},
    {"1.5", true},
    {"1e5", true},
    {"1E+5", true},
    {"1e-05", true},
    {"0.0", true},
    {"-0.1e1", true},
    {"01", false},
    {"-", false},
    {"+1", false},
    {".5", false},
    {"1.", false},
    {"1e", false},
    {"1e+", false},
    {"0x1", false},
    {"NaN", false},
    {"Infinity", false},
    {"-01", false},
    {"1.e5", false},
    {"--1", false},
    {"1_000", false},
    // strings
    {R"("\"\\\/\b\f\n\r\t")", true},
    {R"("\u00e4\uD83D\uDE00")", true},
    {"\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\"", true},
    {R"("\u0000")", true},
    {"\"\x7F\"", true},
    {"\"a", false},
    {"\"a\\\"", false},
    {R"("\x")", false},
    {R"("\u12")", false},
    {R"("\u12G4")", false},
    {R"("\uD83D")", false},
    {R"("\uD83Dx")", false},
    {R"("\uD83D\n")", false},
    {R"("\uDE00")", false},
    {R"("\uD83D\u0041")", false},
    {"\"\n\"", false},
    {"\"\x1F\"", false},
    {std::string_view("\"\0\"", 3), false},
    {"\"\xFF\"", false},
    {"\"\xC3\"", false},
    {"\"\xED\xA0\x80\"", false},
    {"\"\xC0\xAF\"", false},
    {"\"\xF4\x90\x80\x80\"", false},
    {"\"0123456789abcde\n\"", false},
    {"\"0123456789abcdef0123456789\xFF\"", false},
    {"{\"\xFF\":1}", false},
    {"\xC3\xA4", false},
};

TEST(json_syntax, accepts_json_and_nothing_else) {
    for (const Case& c : cases) {
        EXPECT_EQ(json::read<json::Value>(c.text).has_value(), c.valid) << c.text;
        const std::string in_object = "{\"x\":" + std::string(c.text) + "}";
        EXPECT_EQ(json::read<Ignore>(in_object).has_value(), c.valid) << in_object;
        // Every cut of good text is bad or shorter JSON, and never read beyond: sanitizers watch.
        for (std::size_t n = 0; n < c.text.size(); ++n) {
            const Exact cut(c.text.substr(0, n));
            static_cast<void>(json::read<json::Value>(cut.view()).has_value());
        }
    }
}

TEST(json_syntax, decodes_escapes_at_every_offset) {
    for (std::size_t before = 0; before < 40; ++before) {
        const std::string lead(before, 'x');
        EXPECT_EQ(*json::read<std::string>('"' + lead + R"(\u00e4\n\ud83d\ude00\"tail of some length\\")"),
                  lead + "\u00e4\n\U0001F600\"tail of some length\\");
        EXPECT_FALSE(json::read<std::string>('"' + lead + "\x01\""));
        EXPECT_FALSE(json::read<std::string>('"' + lead + "\xC3\""));
        EXPECT_FALSE(json::read<std::string>('"' + lead));
    }
}

TEST(json_syntax, reads_integers_to_their_last_value) {
    EXPECT_EQ(*json::read<std::int64_t>("-9223372036854775808"), INT64_MIN);
    EXPECT_EQ(*json::read<std::int64_t>("9223372036854775807"), INT64_MAX);
    EXPECT_EQ(*json::read<std::uint64_t>("18446744073709551615"), UINT64_MAX);
    EXPECT_EQ(*json::read<std::uint8_t>("255"), 255);
    EXPECT_EQ(*json::read<std::uint8_t>("-0"), 0);
    for (std::string_view over : {"9223372036854775808", "-9223372036854775809", "99999999999999999999999"}) {
        EXPECT_FALSE(json::read<std::int64_t>(over)) << over;
    }
    EXPECT_FALSE(json::read<std::uint64_t>("18446744073709551616"));
    EXPECT_FALSE(json::read<std::uint64_t>("28446744073709551615"));
    EXPECT_FALSE(json::read<std::uint8_t>("256"));
    EXPECT_FALSE(json::read<std::uint8_t>("-1"));
    EXPECT_FALSE(json::read<int>("1.0"));
    EXPECT_FALSE(json::read<int>("1e2"));
}

double standard(const std::string& text) {
    double d = 0;
    EXPECT_TRUE(reflect::parse_double(text, d)) << text;
    return d;
}

TEST(json_syntax, rounds_doubles_correctly) {
    for (const char* text : {"0.1",
                             "44.690000000000005",
                             "9007199254740993",
                             "9007199254740992.5",
                             "1e22",
                             "1e23",
                             "123456789012345678e5",
                             "2.2250738585072014e-308",
                             "5e-324",
                             "1.7976931348623157e308",
                             "0.000000000000000000000000000001",
                             "4.35",
                             "9999999999999999999",
                             "18446744073709551615",
                             "18446744073709551616",
                             "1e-400",
                             "0e999",
                             "0.5e-19",
                             "9007199254740993e3",
                             "1.00000000000000011102230246251565",
                             "179769313486231580793728971405301e276"}) {
        EXPECT_EQ(json::read<double>(text).value(), standard(text)) << text;
    }
    EXPECT_TRUE(std::signbit(*json::read<double>("-0.0")));
    EXPECT_FALSE(json::read<double>("1e309"));
    EXPECT_EQ(*json::read<float>("0.1"), 0.1f);
    EXPECT_FALSE(json::read<float>("1e39"));
    EXPECT_EQ(*json::read<double>("0." + std::string(400, '0') + "1"), 0.0);
    std::mt19937_64 random(7);
    for (int i = 0; i < 200'000; ++i) {
        const std::uint64_t digits = random() >> (random() % 64);
        std::string text = std::to_string(digits);
        if (random() % 2) text.insert(1 + random() % text.size(), ".");
        if (text.back() == '.') text += "0";
        if (random() % 2) text += "e" + std::to_string(static_cast<int>(random() % 60) - 30);
        ASSERT_EQ(json::read<double>(text).value(), standard(text)) << text;
    }
}

TEST(json_syntax, writes_doubles_that_read_back_the_same) {
    std::mt19937_64 random(11);
    for (int i = 0; i < 200'000; ++i) {
        double d = 0;
        if (i % 2) {
            const std::uint64_t bits = random();
            std::memcpy(&d, &bits, 8);
        } else {
            d = static_cast<double>(static_cast<std::int64_t>(random() >> (random() % 64))) /
                std::pow(10, random() % 9);
        }
        if (!std::isfinite(d)) continue;
        const std::string text = json::write(d);
        ASSERT_EQ(json::read<double>(text).value(), d) << text;
        ASSERT_EQ(standard(text), d) << text;
    }
}
}  // namespace
