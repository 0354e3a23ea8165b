// Media types: their parts, without case, and what is refused.
#include <gtest/gtest.h>

#include "kaon/http/media_type.hpp"

using namespace kaon::http;

TEST(media_type, is_compared_without_case) {
    const auto type = parse_media_type("Application/Problem+JSON ; Charset=\"utf\\-8\"; x=y");
    ASSERT_TRUE(type);
    EXPECT_TRUE(type->is("application/problem+json"));
    EXPECT_FALSE(type->is("application/json"));
    EXPECT_TRUE(type->is_json());
    EXPECT_EQ(type->suffix(), "JSON");
    EXPECT_EQ(type->parameter("charset"), "utf-8");
    EXPECT_EQ(type->parameter("X"), "y");
    EXPECT_EQ(type->parameter("z"), std::nullopt);
    EXPECT_TRUE(parse_media_type("application/json")->is_json());
    EXPECT_FALSE(parse_media_type("application/jsonp")->is_json());
    EXPECT_FALSE(parse_media_type("application/xjson")->is_json());
    EXPECT_EQ(parse_media_type("a/b;c=\"open")->parameter("c"), std::nullopt);
}

TEST(media_type, is_refused_when_a_part_is_no_token) {
    for (std::string_view text :
         {"", "text", "/", "text/", "/html", "text/ html", "te xt/html", "a/b/c", "text/html, text/plain", "\"a\"/b"}) {
        EXPECT_FALSE(parse_media_type(text)) << text;
    }
}
