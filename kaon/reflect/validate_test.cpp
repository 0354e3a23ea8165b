// validate(): all errors at once, dotted paths, every kind of rule; and the compile-time check of the rules themselves.
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <optional>

#include <gtest/gtest.h>

#include "kaon/reflect/validate.hpp"

namespace ruled {
using kaon::reflect::FieldRule;
using kaon::reflect::Presence;
using kaon::reflect::Problems;
using kaon::reflect::rules;

struct Item {
    std::string name;
    double price;
    static consteval auto describe() {
        return rules({
            {.field = "name",
             .key = "title",
             .min_length = 1,
             .max_length = 5,
             .check = [](std::string_view s) { return s != "bad"; }},
            {.field = "price", .min = 0, .max = 1000.5},
        });
    }
};
struct Order {
    std::int64_t id;
    std::uint64_t big;
    std::vector<Item> items;
    std::optional<int> discount;
    std::map<std::string, Item> by_name;
    std::array<Item, 1> pair;
    std::string password, repeated;
    static consteval auto describe() {
        return rules({
            {.field = "id", .min = std::numeric_limits<std::int64_t>::min() + 1},
            {.field = "big", .max = std::numeric_limits<std::uint64_t>::max() - 1},
            {.field = "items", .min_length = 1, .max_length = 3},
            {.field = "discount",
             .min = 1,
             .max = 50,
             .check = [](int n) { return n % 5 == 0; },
             .message = "5, 10, ... 50"},
        });
    }
    void check(Problems& problems) const {
        if (password != repeated) problems.add("repeated", "differs from password");
    }
};
struct Foreign {
    std::string text;
};
consteval auto describe(kaon::reflect::Type<Foreign>) { return rules({{.field = "text", .max_length = 2}}); }

struct Chain {
    std::unique_ptr<Chain> next;
};
struct BadField {
    int a;
    static consteval auto describe() { return rules({{.field = "b"}}); }
};
struct BadCheck {
    std::string a;
    static consteval auto describe() {
        return rules({{.field = "a", .check = [](int) { return true; }}});
    }
};
struct BadLength {
    int a;
    static consteval auto describe() { return rules({{.field = "a", .max_length = 3}}); }
};
struct BadKey {
    int a;
    int b;
    static consteval auto describe() { return rules({{.field = "a", .key = "b"}}); }
};
struct BadType {
    int a;
    std::vector<int>* cache;
};
}  // namespace ruled

namespace {
using namespace kaon;
using namespace kaon::reflect;
using ruled::Item;
using ruled::Order;

Order good() { return {.id = 1, .items = {Item{"a", 1}}, .pair = {Item{"b", 2}}}; }

std::string all(const Order& order) {
    std::string text;
    for (const FieldError& e : validate(order)) text += e.path + ": " + e.message + "\n";
    return text;
}

TEST(validate, finds_nothing_wrong_with_good_values) { EXPECT_EQ(all(good()), ""); }

TEST(validate, reports_every_error_with_its_path) {
    Order order = good();
    order.items.push_back({"", -1});
    order.items.push_back({"\u00e4\u00e4\u00e4\u00e4\u00e4", 1000.5});
    order.by_name["k"] = {"toolong", 1001};
    order.pair[0].name = "bad";
    order.discount = 7;
    order.repeated = "x";
    EXPECT_EQ(all(order), "items.1.title: must not be empty\n"
                          "items.1.price: must be at least 0\n"
                          "discount: 5, 10, ... 50\n"
                          "by_name.k.title: must have at most 5 characters\n"
                          "by_name.k.price: must be at most 1000.5\n"
                          "pair.0.title: is not acceptable\n"
                          "repeated: differs from password\n");
}

TEST(validate, compares_numbers_exactly) {
    Order order = good();
    order.id = std::numeric_limits<std::int64_t>::min();
    order.big = std::numeric_limits<std::uint64_t>::max();
    order.items[0].price = std::nan("");
    EXPECT_EQ(all(order), "id: must be at least -9223372036854775807\n"
                          "big: must be at most 18446744073709551614\n"
                          "items.0.price: must be at least 0\n");
}

TEST(validate, counts_list_elements) {
    Order order = good();
    order.items.clear();
    EXPECT_EQ(all(order), "items: must not be empty\n");
    order.items.assign(4, Item{"a", 1});
    EXPECT_EQ(all(order), "items: must have at most 3 items\n");
}

TEST(validate, takes_rules_from_beside_the_type_and_words_from_the_caller) {
    const auto errors = validate(ruled::Foreign{"abc"}, [](const Violation& v) {
        return "\u043d\u0435 \u0431\u043e\u043b\u0435\u0435 " + std::to_string(v.rule.max_length);
    });
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].path, "text");
    EXPECT_EQ(errors[0].message, "\u043d\u0435 \u0431\u043e\u043b\u0435\u0435 2");
}

TEST(validate, stops_at_hostile_depth_and_number) {
    ruled::Chain chain;
    ruled::Chain* last = &chain;
    for (int i = 0; i < 1000; ++i) last = (last->next = std::make_unique<ruled::Chain>()).get();
    const auto deep = validate(chain);
    ASSERT_EQ(deep.size(), 1u);
    EXPECT_EQ(deep[0].message, "is nested too deeply");
    EXPECT_EQ(validate(std::vector<Item>(100'000)).size(), 100u);
}

template <class T>
constexpr Message mistake = kaon::reflect::detail::type_mistake<T>();

TEST(validate, checks_the_rules_at_compile_time) {
    struct Case {
        Message message;
        std::string_view part;
    };
    const Case cases[] = {
        {mistake<ruled::BadField>, "describe() of 'ruled::BadField' names a field 'b' that is not there.\n  fields: a"},
        {mistake<ruled::BadCheck>,
         "field 'a' of 'ruled::BadCheck' has a check for another type.\n  remedy: [](const std::string&"},
        {mistake<ruled::BadLength>, "has a limit on its length, and is neither text nor a list"},
        {mistake<ruled::BadKey>, "two fields of 'ruled::BadKey' have the key 'b'"},
        {mistake<ruled::BadType>, "field 'cache' of 'ruled::BadType': 'std::vector<int>*' cannot be read or written"},
        {mistake<std::vector<bool>*>, "cannot be read or written"},
    };
    for (const Case& c : cases) EXPECT_NE(c.message.view().find(c.part), std::string_view::npos) << c.message.view();
}
}  // namespace
