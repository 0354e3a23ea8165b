// FormReader: pairs in order, broken encoding, limits.
#include <gtest/gtest.h>

#include "kaon/http/form.hpp"

using namespace kaon;
using namespace kaon::http;

namespace {

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
