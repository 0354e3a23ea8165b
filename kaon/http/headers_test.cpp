// Headers: order, case, growth, moves, and what can never be stored.
#include "kaon/http/headers.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace kaon::http;

namespace {

std::string list(const Headers& headers) {
    std::string text;
    for (const auto& [name, value] : headers) text.append(name).append("=").append(value).append(";");
    return text;
}

Headers filled(int count) {
    Headers headers;
    for (int i = 0; i < count; ++i)
        headers.append_copy("x-" + std::to_string(i), std::string(40, static_cast<char>('a' + i % 26)));
    return headers;
}

}  // namespace

TEST(headers, finds_names_without_case_in_order) {
    Headers headers;
    headers.append("Set-Cookie", "a");
    headers.append("content-type", "text/plain");
    headers.append("set-cookie", std::string("b"));
    EXPECT_EQ(headers.get("SET-COOKIE"), "a");
    EXPECT_EQ(headers.get("Content-Type"), "text/plain");
    EXPECT_EQ(headers.get("content-typ"), std::nullopt);
    EXPECT_TRUE(headers.has("set-cookie"));
    headers.set("SET-cookie", "c");
    EXPECT_EQ(list(headers), "content-type=text/plain;SET-cookie=c;");
    headers.remove("Content-type");
    EXPECT_EQ(list(headers), "SET-cookie=c;");
}

TEST(headers, compares_only_letters_without_case) {
    // '@' and '`', '[' and '{' differ in the bit that tells cases of letters apart.
    for (std::size_t size = 1; size < 40; ++size) {
        for (std::size_t at = 0; at < size; ++at) {
            std::string a(size, 'x'), b(size, 'X');
            EXPECT_TRUE(equals_ignoring_case(a, b)) << size;
            for (auto [x, y] : {std::pair('@', '`'), {'[', '{'}, {'-', '\r'}, {'a', 'b'}, {'\xc1', '\xe1'}}) {
                a[at] = x;
                b[at] = y;
                EXPECT_FALSE(equals_ignoring_case(a, b)) << size << " " << at << x;
            }
        }
    }
    EXPECT_TRUE(equals_ignoring_case("", ""));
    EXPECT_FALSE(equals_ignoring_case("a", ""));
}

TEST(headers, keeps_copies_where_they_are_while_it_grows_and_moves) {
    for (int count : {0, 1, 6, 7, 24, 25, 500}) {
        Headers headers = filled(count);
        const std::string before = list(headers);
        const char* first = count ? headers.begin()->value.data() : nullptr;
        Headers moved = std::move(headers);
        EXPECT_EQ(list(moved), before);
        if (count) EXPECT_EQ(moved.begin()->value.data(), first);
        EXPECT_EQ(headers.size(), 0u);
        headers.append("again", "usable");
        EXPECT_EQ(list(headers), "again=usable;");
        headers = std::move(moved);
        EXPECT_EQ(list(headers), before);
        Headers& same = headers;
        headers = std::move(same);
        EXPECT_EQ(list(headers), before);
        const Headers copy = headers.copy();
        headers.clear();
        EXPECT_EQ(headers.size(), 0u);
        EXPECT_EQ(list(copy), before);
    }
}

TEST(headers, may_be_set_from_its_own_text) {
    Headers headers;
    headers.append("a", std::string("value"));
    headers.set("a", *headers.get("a"));
    headers.append_copy("b", *headers.get("a"));
    EXPECT_EQ(list(headers), "a=value;b=value;");
}

TEST(headers, keeps_text_larger_than_a_chunk) {
    Headers headers;
    const std::string large(100'000, 'x');
    headers.append("small", std::string("s"));
    headers.append("large", large);
    headers.append("after", std::string("t"));
    EXPECT_EQ(headers.get("large"), large);
    EXPECT_EQ(headers.get("after"), "t");
}

TEST(headers, never_stores_what_could_split_a_message) {
    const std::string_view values[] = {"a\r\nb: c", "a\nb", "a\rb", std::string_view("a\0b", 3), "\x7f", "\x1b[0m"};
    for (std::string_view value : values) {
        Headers set, append;
        set.set("location", value);
        append.append("location", value);
        EXPECT_TRUE(set.broken() && append.broken()) << value;
        EXPECT_TRUE(set.size() == 0 && append.size() == 0);
        EXPECT_TRUE(set.copy().broken());
        set.clear();
        EXPECT_FALSE(set.broken());
    }
    for (std::string_view name : {"", "a b", "a:", "a\r\n", "\xd0\xb9", "a(b)"}) {
        Headers headers;
        headers.set_copy(name, "v");
        headers.append_copy(name, "v");
        EXPECT_TRUE(headers.broken() && headers.size() == 0) << name;
    }
    Headers good;
    good.set("x", std::string("tab\tand \xd0\xb9"));
    EXPECT_FALSE(good.broken());
}
