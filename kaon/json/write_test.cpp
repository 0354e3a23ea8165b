// json::write: every kind of value, escaping by context, what JSON lacks.
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <optional>

#include <gtest/gtest.h>

#include "kaon/json/read.hpp"
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
}  // namespace
