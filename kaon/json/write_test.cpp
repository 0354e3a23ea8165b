// json::write: every kind of value, escaping by context, what JSON lacks, and Value and Raw both ways.
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <optional>

#include <gtest/gtest.h>

#include "kaon/json/read.hpp"
#include "kaon/json/value.hpp"
#include "kaon/json/write.hpp"

namespace {
using namespace kaon;

enum class Size : std::int8_t { small = -1, large };
struct Item {
    std::string name;
    double price = 0;
    Size size = Size::large;
    std::string_view borrowed;
};
struct Order {
    std::uint64_t id = 0;
    std::vector<Item> items;
    std::optional<int> discount;
    std::map<std::string, std::array<bool, 2>> flags;
    std::unique_ptr<Order> next;
    static consteval auto describe() {
        return reflect::rules({{.field = "id", .key = "a-long-name-for-the-identity"}});
    }
};
struct Chain {
    std::unique_ptr<Chain> next;
};

TEST(json_write, writes_structs_in_order) {
    Order order{.id = UINT64_MAX, .items = {{"pen", 1.5, Size::small, "b"}, {"", -0.25, static_cast<Size>(9), ""}}};
    order.flags["x"] = {true, false};
    EXPECT_EQ(
        json::write(order),
        R"({"a-long-name-for-the-identity":18446744073709551615,"items":[)"
        R"({"name":"pen","price":1.5,"size":"small","borrowed":"b"},{"name":"","price":-0.25,"size":9,"borrowed":""}],)"
        R"("discount":null,"flags":{"x":[true,false]},"next":null})");
    struct Few {
        std::optional<int> a, b, c;
    };
    EXPECT_EQ(json::write(Few{.b = 1}, {.empty = json::Empty::omitted}), R"({"b":1})");
    EXPECT_EQ(json::write(Few{}, {.empty = json::Empty::omitted}), "{}");
    EXPECT_EQ(json::write(std::vector<int>{}), "[]");
    EXPECT_EQ(json::write(std::map<std::string, int>{}), "{}");
}

TEST(json_write, appends) {
    std::string out = "data: ";
    json::write_to(out, 5);
    json::write_to(out, std::string(1000, 'x'));
    EXPECT_EQ(out, "data: 5\"" + std::string(1000, 'x') + "\"");
}

TEST(json_write, escapes_by_context_at_every_offset) {
    const std::string hard = "\"\\\n\r\t\b\f\x01\x1F/<>&\u2028\u2029\u00e4\U0001F600";
    for (std::size_t before = 0; before < 40; ++before) {
        const std::string lead(before, 'x');
        const std::string text = json::write(lead + hard);
        EXPECT_EQ(text, '"' + lead + "\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u001f/<>&\u2028\u2029\u00e4\U0001F600\"");
        EXPECT_EQ(*json::read<std::string>(text), lead + hard);
        const std::string html = json::write(lead + hard, {.escaping = json::Escaping::html});
        EXPECT_EQ(html,
                  '"' + lead +
                      "\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u001f/\\u003c\\u003e\\u0026\\u2028\\u2029\u00e4\U0001F600\"");
        EXPECT_EQ(*json::read<std::string>(html), lead + hard);
    }
}

TEST(json_write, replaces_what_is_not_utf8) {
    EXPECT_EQ(json::write(std::string("a\xFFz\xC3")), "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\"");
    EXPECT_EQ(json::write(std::string("\xED\xA0\x80")), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(json_write, has_a_form_for_every_double) {
    struct Case {
        double value;
        std::string_view text;
    };
    const Case cases[] = {{0, "0"},
                          {-0.0, "-0"},
                          {1, "1"},
                          {-1.5, "-1.5"},
                          {19.99, "19.99"},
                          {0.1, "0.1"},
                          {1e15, "1e+15"},
                          {44.690000000000005, "44.690000000000005"},
                          {1e-7, "1e-07"},
                          {123456789.125, "123456789.125"},
                          {0.000001, "1e-06"},
                          {0.05, "0.05"},
                          {std::nan(""), "null"},
                          {-std::numeric_limits<double>::infinity(), "null"},
                          {1.7976931348623157e308, "1.7976931348623157e+308"},
                          {5e-324, "5e-324"},
                          {999999999999999, "999999999999999"}};
    for (const Case& c : cases) EXPECT_EQ(json::write(c.value), c.text);
    EXPECT_EQ(json::write(0.1f), "0.1");
    EXPECT_EQ(json::write(std::int64_t{INT64_MIN}), "-9223372036854775808");
}

TEST(json_write, ends_hostile_depth_with_null) {
    Chain chain;
    Chain* last = &chain;
    for (int i = 0; i < 3000; ++i) last = (last->next = std::make_unique<Chain>()).get();
    const std::string text = json::write(chain);
    EXPECT_TRUE(text.contains("{\"next\":null}"));
    EXPECT_TRUE(json::read<Chain>(text, {.max_depth = 1000}));
}

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
