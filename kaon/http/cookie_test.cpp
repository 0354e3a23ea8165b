// Cookies: lenient reading, strict writing, safe defaults.
#include "kaon/http/cookie.hpp"

#include <gtest/gtest.h>

using namespace kaon;
using namespace kaon::http;

namespace {

std::string read(std::string_view field) {
    std::string text;
    CookieReader cookies(field);
    while (cookies.next()) text.append(cookies.name()).append("=").append(cookies.value()).append("|");
    return text;
}

std::string write(const SetCookie& cookie) {
    const auto field = cookie.field_value();
    return field ? *field : "!" + std::string(field.error().detail());
}

}  // namespace

TEST(cookie, reads_what_browsers_send) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"sid=abc", "sid=abc|"},
        {"a=1; b=2;c=3 ;  d = 4", "a=1|b=2|c=3|d=4|"},
        {"a=\"quoted\"; b=\"; c=\"\"", "a=quoted|b=\"|c=|"},
        {"a=b=c; a=2", "a=b=c|a=2|"},
        {"; =x; novalue; bad name=1; ok=", "ok=|"},
        {"j={\"a\":1}; \xd0\xb9=1; k=\xd0\xb9", "j={\"a\":1}|k=\xd0\xb9|"},
        {"", ""},
    };
    for (const auto& [field, expected] : cases) EXPECT_EQ(read(field), expected) << field;
}

TEST(cookie, reading_ends_after_a_hundred_pairs) {
    std::string field;
    for (int i = 0; i < 1000; ++i) field += "a=1;";
    EXPECT_EQ(read(field).size(), 100u * 4);
}

TEST(cookie, is_found_in_any_of_the_fields_by_its_exact_name) {
    Headers headers;
    headers.append("cookie", "a=1; b=2");
    headers.append("Cookie", "c=3; a=4");
    EXPECT_EQ(find_cookie(headers, "a"), "1");
    EXPECT_EQ(find_cookie(headers, "c"), "3");
    EXPECT_EQ(find_cookie(headers, "A"), std::nullopt);
}

TEST(cookie, is_safe_unless_said_otherwise) {
    EXPECT_EQ(write({.name = "sid", .value = "x"}), "sid=x; Path=/; SameSite=Lax; HttpOnly");
    EXPECT_EQ(write({.name = "sid", .value = "", .max_age = Duration{}}),
              "sid=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");
    EXPECT_EQ(write({.name = "sid", .value = "x", .max_age = Duration::seconds(-5)}),
              "sid=x; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");
    EXPECT_EQ(write({.name = "__Host-s", .value = "x", .max_age = 24h, .same_site = SameSite::strict, .secure = true}),
              "__Host-s=x; Path=/; Max-Age=86400; SameSite=Strict; Secure; HttpOnly");
    EXPECT_EQ(write({.name = "s",
                     .value = "x",
                     .path = "/app",
                     .domain = "example.com",
                     .same_site = SameSite::none,
                     .secure = true,
                     .http_only = false,
                     .partitioned = true}),
              "s=x; Path=/app; Domain=example.com; SameSite=None; Secure; Partitioned");
}

TEST(cookie, that_could_break_out_of_its_field_is_refused) {
    for (std::string_view value : {"a;b", "a b", "a,b", "a\"b", "a\\b", "a\r\nSet-Cookie: x=y", "\x7f", "\xd0\xb9"}) {
        EXPECT_TRUE(write({.name = "n", .value = std::string(value)}).starts_with("!a cookie's value")) << value;
    }
    EXPECT_TRUE(write({.name = "n", .value = std::string("a\0b", 3)}).starts_with("!"));
    for (std::string_view name : {"", "a=b", "a;b", "a b", "a\r\n", "\xd0\xb9"}) {
        EXPECT_TRUE(write({.name = std::string(name), .value = "v"}).starts_with("!a cookie's name")) << name;
    }
    for (std::string_view path : {"", "app", "/a;Domain=x", "/a\r\n", "/\x7f"}) {
        EXPECT_TRUE(write({.name = "n", .value = "v", .path = std::string(path)}).starts_with("!a cookie's path"))
            << path;
    }
    for (std::string_view domain : {"a b", "a;b", "a\r\n", "a/b"}) {
        EXPECT_TRUE(write({.name = "n", .value = "v", .domain = std::string(domain)}).starts_with("!a cookie's domain"))
            << domain;
    }
}

TEST(cookie, that_browsers_would_drop_is_refused) {
    const SetCookie dropped[] = {
        {.name = "n", .value = "v", .same_site = SameSite::none},
        {.name = "n", .value = "v", .partitioned = true},
        {.name = "__Secure-n", .value = "v"},
        {.name = "__host-n", .value = "v"},
        {.name = "__Host-n", .value = "v", .path = "/a", .secure = true},
        {.name = "__Host-n", .value = "v", .domain = "a.b", .secure = true},
        {.name = "n", .value = std::string(4096, 'v')},
    };
    for (const SetCookie& cookie : dropped) EXPECT_TRUE(write(cookie).starts_with("!")) << cookie.name;
}
