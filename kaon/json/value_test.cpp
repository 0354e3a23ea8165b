// Value and Raw: any JSON read, looked into, compared, and written again.
#include <gtest/gtest.h>

#include "kaon/json/read.hpp"
#include "kaon/json/value.hpp"
#include "kaon/json/write.hpp"

namespace {
using namespace kaon;

TEST(json_value, holds_any_json) {
    const std::string_view text =
        R"({"a":[1,-2,18446744073709551615,2.5,-0,1e2],"b":{"c":null,"d":true},"e":"\u00e4"})";
    const json::Value value = json::read<json::Value>(text).value();
    EXPECT_EQ(json::write(value), R"({"a":[1,-2,18446744073709551615,2.5,-0,100],"b":{"c":null,"d":true},"e":"ä"})");
    const json::Value::Array& a = *value.find("a")->array();
    EXPECT_EQ(a[0].integer(), 1);
    EXPECT_EQ(a[0].natural(), 1u);
    EXPECT_FALSE(a[1].natural());
    EXPECT_EQ(a[2].natural(), UINT64_MAX);
    EXPECT_EQ(a[1].number(), -2.0);
    EXPECT_EQ(value.find("b")->find("d")->boolean(), true);
    EXPECT_TRUE(value.find("b")->find("c")->is_null());
    EXPECT_EQ(value.find("none"), nullptr);
    EXPECT_EQ(*value.find("e")->text(), "\u00e4");
    EXPECT_EQ(*json::read<json::Value>("1"), json::Value(1u));
}

TEST(json_value, is_built_and_compared) {
    const json::Value value =
        json::Value::Object{{"x", 1}, {"list", json::Value::Array{true, "s", nullptr == nullptr, 2.0}}};
    EXPECT_EQ(json::write(value), R"({"x":1,"list":[true,"s",true,2]})");
    EXPECT_EQ(*json::read<json::Value>(R"({"x":1,"list":[true,"s",true,2.0]})"), value);
}

TEST(json_value, compares_numbers_by_value) {
    const auto equal = [](std::string_view a, std::string_view b) {
        return *json::read<json::Value>(a) == *json::read<json::Value>(b);
    };
    EXPECT_TRUE(equal("2", "2.0"));
    EXPECT_TRUE(equal("1e2", "100"));
    EXPECT_TRUE(equal("-0", "0"));
    EXPECT_FALSE(equal("9007199254740993", "9007199254740992.0"));
    EXPECT_FALSE(equal("18446744073709551615", "18446744073709551616"));
    EXPECT_FALSE(equal("9223372036854775807", "9223372036854775808.0"));
    EXPECT_FALSE(equal("1", "\"1\""));
    EXPECT_FALSE(equal("1", "true"));
}

TEST(json_value, refuses_repeated_names_and_depth) {
    EXPECT_FALSE(json::read<json::Value>(R"({"a":1,"b":{"c":1,"c":2}})"));
    EXPECT_EQ(json::read<json::Value>(R"({"a":1,"a":2})", {.duplicate_keys = json::DuplicateKeys::last_wins})
                  ->find("a")
                  ->integer(),
              2);
    EXPECT_EQ(json::read<json::Value>(std::string(65, '[') + std::string(65, ']')).error().name(), "json_too_deep");
    EXPECT_TRUE(json::read<json::Value>(std::string(64, '[') + std::string(64, ']')));
    EXPECT_EQ(json::read<json::Value>("[1,1e999]").error().text(), "at line 1, column 4: 1: this number is too large");
}

TEST(json_raw, passes_text_through) {
    struct Event {
        std::string kind;
        json::Raw data;
    };
    const Event event = json::read<Event>(R"({"data": {"x" : [1, "<a>"]} ,"kind":"k"})").value();
    EXPECT_EQ(event.data.json, R"({"x" : [1, "<a>"]})");
    EXPECT_EQ(json::write(event), R"({"kind":"k","data":{"x" : [1, "<a>"]}})");
    EXPECT_EQ(json::write(event, {.escaping = json::Escaping::html}),
              R"({"kind":"k","data":{"x" : [1, "\u003ca\u003e"]}})");
    EXPECT_EQ(json::write(json::Raw{}), "null");
    EXPECT_FALSE(json::read<json::Raw>("[1,]"));
}
}  // namespace
