// json::read: structs of every kind, what is refused and where, limits, and reading into used memory.
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include <gtest/gtest.h>

#include "kaon/json/read.hpp"

namespace {
using namespace kaon;
using reflect::Presence;

enum class Size : unsigned char { small, large };
struct Email {
    std::string address;
    static Result<Email> from_text(std::string_view text) {
        if (!text.contains('@')) return Error(Errc::unprocessable, "must be an e-mail address");
        return Email{std::string(text)};
    }
    std::string to_text() const { return address; }
};
struct Item {
    std::string name;
    double price = 0;
    Size size = Size::small;
};
struct Order {
    std::int64_t id = 0;
    std::vector<Item> items;
    std::optional<int> discount;
    std::map<std::string, int> stock;
    std::array<bool, 2> flags{};
    Email contact;
    std::string note = "none";
    static consteval auto describe() {
        return reflect::rules({
            {.field = "discount", .presence = Presence::required},
            {.field = "contact", .key = "e-mail"},
            {.field = "note", .presence = Presence::defaulted},
        });
    }
};
struct Tree {
    int value = 0;
    std::vector<Tree> children;
    static consteval auto describe() {
        return reflect::rules({{.field = "children", .presence = Presence::defaulted}});
    }
};
struct Patch {
    std::optional<std::optional<int>> age;
};

constexpr std::string_view good = R"( {"id": -5, "items": [{"name": "pen", "price": 1.5, "size": "large"}],
    "discount": null, "stock": {"a": 1, "b": 2}, "flags": [true, false], "e-mail": "a@b",
    "unknown": [{"x": [1e3, "\n"]}]} )";

// The error's text, or "ok".
template <class T>
std::string outcome(std::string_view text, const json::Options& options = {}) {
    const auto result = json::read<T>(text, options);
    return result ? "ok" : std::string(result.error().text());
}

TEST(json_read, fills_structs) {
    const Order order = json::read<Order>(good).value();
    EXPECT_EQ(order.id, -5);
    ASSERT_EQ(order.items.size(), 1u);
    EXPECT_EQ(order.items[0].name, "pen");
    EXPECT_EQ(order.items[0].price, 1.5);
    EXPECT_EQ(order.items[0].size, Size::large);
    EXPECT_FALSE(order.discount);
    EXPECT_EQ(order.stock.at("b"), 2);
    EXPECT_TRUE(order.flags[0]);
    EXPECT_EQ(order.contact.address, "a@b");
    EXPECT_EQ(order.note, "none");
}

TEST(json_read, takes_fields_in_any_order_and_with_escaped_names) {
    const Item item = json::read<Item>(R"({"size":"small","\u0070rice":2,"name":"n"})").value();
    EXPECT_EQ(item.price, 2);
    EXPECT_EQ(item.name, "n");
}

TEST(json_read, reads_into_used_memory_without_leftovers) {
    Order order{.id = 1, .items = {{"a", 1}, {"b", 2}, {"c", 3}}, .discount = 5, .stock = {{"old", 1}}, .note = "old"};
    const char* const memory = (order.items[0].name = std::string(100, 'x')).data();
    ASSERT_TRUE(json::read_into(order, good));
    EXPECT_EQ(order.items.size(), 1u);
    EXPECT_EQ(order.items[0].name.data(), memory);
    EXPECT_FALSE(order.discount);
    EXPECT_EQ(order.stock.size(), 2u);
    EXPECT_EQ(order.note, "none");
}

TEST(json_read, tells_absent_from_null_by_a_double_optional) {
    EXPECT_FALSE(json::read<Patch>("{}")->age.has_value());
    const Patch null = json::read<Patch>(R"({"age":null})").value();
    ASSERT_TRUE(null.age.has_value());
    EXPECT_FALSE(null.age->has_value());
    EXPECT_EQ(**json::read<Patch>(R"({"age":7})")->age, 7);
}

TEST(json_read, reads_recursive_types_and_top_level_scalars) {
    EXPECT_EQ(json::read<Tree>(R"({"value":1,"children":[{"value":2},{"value":3,"children":[]}]})")->children[1].value,
              3);
    EXPECT_EQ(*json::read<int>(" 42 "), 42);
    EXPECT_EQ(*json::read<std::string>("\"\""), "");
    EXPECT_EQ((json::read<std::unordered_map<std::string, std::vector<int>>>(R"({"a":[1,2]})")->at("a").at(1)), 2);
    EXPECT_EQ(**json::read<std::unique_ptr<int>>("3"), 3);
    EXPECT_FALSE(*json::read<std::unique_ptr<int>>("null"));
}

TEST(json_read, reports_line_and_column) {
    EXPECT_EQ(outcome<Order>("{\n  \"id\": 1,\n  \"items\": [{\"name\": \"\u00e4\", \"price\": true}]}"),
              "at line 3, column 36: items.0.price: expected a number, got true or false");
    EXPECT_EQ(outcome<Order>("{\"id\": 1,\n}"), "at line 2, column 1: expected a name in quotes");
    EXPECT_EQ(outcome<Item>("{\"n\\u0061me-that-is-long-enough-for-the-heap\":1 2"),
              "at line 1, column 49: name-that-is-long-enough-for-the-heap: expected ',' or '}'");
    EXPECT_EQ(outcome<Order>(""), "at line 1, column 1: expected a value, got the end");
}

TEST(json_read, reports_all_misfits_at_once) {
    const auto result = json::read<Order>(R"({"id": 1.5, "items": [{"name": 7, "size": "huge"}, 3], "discount": "x",
        "stock": {"a": 3000000000}, "flags": [true], "e-mail": "nobody", "note": null})");
    ASSERT_FALSE(result);
    EXPECT_TRUE(result.error().is(JsonErrc::wrong_shape));
    EXPECT_EQ(result.error().kind(), Errc::unprocessable);
    std::string all;
    for (const FieldError& e : result.error().fields()) all += e.path + ": " + e.message + "\n";
    EXPECT_EQ(all, "id: expected a whole number\n"
                   "items.0.name: expected text, got a number\n"
                   "items.0.size: expected one of: small, large\n"
                   "items.0.price: is missing\n"
                   "items.1: expected an object, got a number\n"
                   "discount: expected a whole number, got text\n"
                   "stock.a: expected a number from -2147483648 to 2147483647\n"
                   "flags: expected 2 elements, got 1\n"
                   "e-mail: must be an e-mail address\n"
                   "note: expected text, got null\n");
}

TEST(json_read, requires_what_the_rules_require) {
    EXPECT_EQ(outcome<Order>(R"({"id":1,"items":[],"stock":{},"flags":[true,true],"e-mail":"a@b"})"),
              "at line 1, column 66: discount: is missing");
}

TEST(json_read, prefers_the_syntax_error) {
    const auto result = json::read<Item>(R"({"name": 1, "price": 2,, })");
    EXPECT_EQ(result.error().kind(), Errc::invalid);
    EXPECT_TRUE(result.error().fields().empty());
}

TEST(json_read, refuses_unknown_and_repeated_fields_as_told) {
    const std::string_view unknown = R"({"name":"n","price":1,"size":"small","extra":{"deep":[1]}})";
    EXPECT_EQ(outcome<Item>(unknown), "ok");
    EXPECT_EQ(outcome<Item>(unknown, {.unknown_fields = json::UnknownFields::reject}),
              "at line 1, column 46: extra: is not a known field");
    const std::string_view twice = R"({"name":"n","price":1,"price":2,"size":"small"})";
    EXPECT_EQ(outcome<Item>(twice), "at line 1, column 31: price: this name occurs twice");
    EXPECT_EQ(outcome<Item>(twice, {.duplicate_keys = json::DuplicateKeys::last_wins}), "ok");
    EXPECT_EQ((outcome<std::map<std::string, int>>(R"({"a":1,"\u0061":2})")),
              "at line 1, column 17: a: this name occurs twice");
}

TEST(json_read, keeps_to_its_limits) {
    const std::string deep = std::string(64, '[') + std::string(64, ']');
    struct Ignore {};
    const std::string in_unknown = "{\"x\":" + std::string(63, '[') + std::string(63, ']') + "}";
    EXPECT_EQ(outcome<Ignore>(in_unknown), "ok");
    EXPECT_EQ(json::read<Ignore>("{\"x\":" + deep + "}").error().name(), "json_too_deep");
    const std::string hostile(1 << 20, '[');
    EXPECT_EQ(json::read<Ignore>("{\"x\":" + hostile, {.max_depth = 1'000'000}).error().name(), "json_too_deep");
    std::string tree;
    for (int i = 0; i < 1000; ++i) tree += "{\"value\":1,\"children\":[";
    EXPECT_EQ(json::read<Tree>(tree).error().name(), "json_too_deep");
    EXPECT_EQ(json::read<int>("123", {.max_size = 2}).error().kind(), Errc::too_large);
    std::string many = "[";
    for (int i = 0; i < 10'000; ++i) many += "{},";
    const auto result = json::read<std::vector<Item>>(many);
    EXPECT_EQ(result.error().fields().size(), 50u);
}
}  // namespace
