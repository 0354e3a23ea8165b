// Entity tags and the order of preconditions.
#include "kaon/http/etag.hpp"

#include <gtest/gtest.h>

using namespace kaon::http;

TEST(etag, is_a_quoted_text_with_a_mark_when_weak) {
    for (std::string_view good : {"\"\"", "\"a\"", "W/\"a\"", "\"a,b\\\"", "\"\xd0\xb9\""})
        EXPECT_TRUE(is_etag(good)) << good;
    for (std::string_view bad : {"", "a", "\"", "w/\"a\"", "\"a", "\"a b\"", "\"a\"b\"", "W/", "\"\x7f\""})
        EXPECT_FALSE(is_etag(bad)) << bad;
}

TEST(etag, matches_as_the_rfc_compares) {
    const auto match = [](std::string_view a, std::string_view b) {
        return std::string() + (etags_match(a, b, EtagCompare::strong) ? "strong " : "") +
               (etags_match(a, b, EtagCompare::weak) ? "weak" : "");
    };
    EXPECT_EQ(match("W/\"1\"", "W/\"1\""), "weak");
    EXPECT_EQ(match("W/\"1\"", "W/\"2\""), "");
    EXPECT_EQ(match("W/\"1\"", "\"1\""), "weak");
    EXPECT_EQ(match("\"1\"", "\"1\""), "strong weak");
    EXPECT_EQ(match("1", "1"), "");
}

TEST(etag, is_found_in_lists) {
    const auto in = [](std::string_view list, std::string_view etag = "\"a,b\"") {
        return etag_in_list(list, etag, EtagCompare::weak);
    };
    for (std::string_view list :
         {"*", " * ", "\"a,b\"", "\"x\", \"a,b\"", "\"x\",W/\"a,b\" , \"y\"", "\"\\\", \"a,b\""})
        EXPECT_TRUE(in(list)) << list;
    for (std::string_view list : {"", "a,b", "\"a\", \"b\"", "\"a,b", "**", "\"x"}) EXPECT_FALSE(in(list)) << list;
    EXPECT_FALSE(in("*", ""));
}

TEST(preconditions, are_looked_at_in_the_order_of_the_rfc) {
    struct Case {
        Method method;
        std::vector<std::pair<std::string_view, std::string_view>> fields;
        Precondition expected;
    };
    constexpr std::string_view before = "Sun, 06 Nov 1994 08:49:36 GMT", same = "Sun, 06 Nov 1994 08:49:37 GMT";
    const auto go = Precondition::proceed, unmodified = Precondition::not_modified, failed = Precondition::failed;
    const Case cases[] = {
        {Method::get, {}, go},
        {Method::get, {{"if-none-match", "\"v1\""}}, unmodified},
        {Method::head, {{"if-none-match", "W/\"v1\""}}, unmodified},
        {Method::get, {{"if-none-match", "\"x\""}, {"if-none-match", "\"v1\""}}, unmodified},
        {Method::put, {{"if-none-match", "*"}}, failed},
        {Method::get, {{"if-none-match", "\"v2\""}, {"if-modified-since", same}}, go},
        {Method::get, {{"if-modified-since", same}}, unmodified},
        {Method::get, {{"if-modified-since", before}}, go},
        {Method::post, {{"if-modified-since", same}}, go},
        {Method::get, {{"if-modified-since", "yesterday"}}, go},
        {Method::put, {{"if-match", "\"v1\""}}, go},
        {Method::put, {{"if-match", "W/\"v1\""}}, failed},
        {Method::put, {{"if-match", "\"v2\""}}, failed},
        {Method::put, {{"if-match", "\"v1\""}, {"if-unmodified-since", before}}, go},
        {Method::put, {{"if-unmodified-since", before}}, failed},
        {Method::put, {{"if-unmodified-since", same}}, go},
        {Method::get, {{"if-match", "\"v1\""}, {"if-none-match", "\"v1\""}}, unmodified},
    };
    for (const auto& [method, fields, expected] : cases) {
        Request request{.method = method};
        std::string shown;
        for (const auto& [name, value] : fields) {
            request.headers.append_copy(name, value);
            shown.append(name).append(": ").append(value).append("; ");
        }
        EXPECT_EQ(check_preconditions(request, {.etag = "\"v1\"", .modified = 784111777}, 1'795'000'000), expected)
            << shown;
    }
    Request request{.method = Method::put};
    request.headers.append("if-match", "*");
    EXPECT_EQ(check_preconditions(request, {}, 0), Precondition::failed);
}
