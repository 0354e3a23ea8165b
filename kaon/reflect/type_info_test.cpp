// The tables: kinds, fields, operations of containers, and tables that point at themselves.
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include <gtest/gtest.h>

#include "kaon/reflect/type_of.hpp"

namespace tabled {
enum class Level : std::int8_t { low = -1, high = 1 };
struct Tree {
    int value = 0;
    std::vector<Tree> children;
    std::unique_ptr<Tree> next;
    std::map<std::string, Tree> named;
};
struct Row {
    std::int64_t id = 0;
    std::string user_name;
    std::optional<double> score;
    std::string note = "none";
    static consteval auto describe() {
        using kaon::reflect::Presence;
        return kaon::reflect::rules(
            {{.field = "user_name", .key = "userName"}, {.field = "note", .presence = Presence::defaulted}});
    }
};
// A map by its shape, without the value_type that no rule asks for.
struct Registry {
    using key_type = std::string;
    using mapped_type = int;
    std::map<std::string, int> all;
    auto try_emplace(std::string key) { return all.try_emplace(std::move(key)); }
};
}  // namespace tabled

namespace {
using namespace kaon::reflect;

static_assert(type_info<std::uint16_t>().kind == Kind::uint16 && type_info<std::byte>().kind == Kind::uint8);
static_assert(type_info<long long>().kind == Kind::int64 && type_info<tabled::Level>().kind == Kind::enumeration);
static_assert(type_info<std::array<int, 3>>().length == 3 && type_info<std::string_view>().kind == Kind::view);
static_assert(type_info<std::unordered_map<std::string, int>>().kind == Kind::map);
static_assert(detail::kind_of<tabled::Registry>() == Kind::map);

TEST(type_info, lists_fields_with_names_keys_and_places) {
    tabled::Row row{.id = 5, .user_name = "ada"};
    const ObjectInfo& info = *type_info<tabled::Row>().object;
    ASSERT_EQ(info.count, 4u);
    EXPECT_EQ(info.fields()[1].name, "user_name");
    EXPECT_EQ(info.fields()[1].key, "userName");
    EXPECT_EQ(info.fields()[1].quoted, ",\"userName\":");
    EXPECT_EQ(info.fields()[1].address(&row), &row.user_name);
    EXPECT_EQ(info.required, 0b0011u);
    EXPECT_EQ(info.find("userName"), &info.fields()[1]);
    EXPECT_EQ(info.find("user_name"), nullptr);
    row.note = "changed";
    info.fields()[3].reset(&row.note);
    EXPECT_EQ(row.note, "none");
}

TEST(type_info, works_containers_through_their_operations) {
    tabled::Tree tree;
    const auto fields = type_info<tabled::Tree>().object->fields();
    const TypeInfo& list = *fields[1].type;
    EXPECT_EQ(list.element, &type_info<tabled::Tree>());
    static_cast<tabled::Tree*>(list.list->slot(&tree.children, 0))->value = 1;
    static_cast<tabled::Tree*>(list.list->slot(&tree.children, 1))->value = 2;
    list.list->truncate(&tree.children, 1);
    ASSERT_EQ(tree.children.size(), 1u);
    EXPECT_EQ(tree.children[0].value, 1);
    const OptionalOps& next = *fields[2].type->optional;
    EXPECT_EQ(next.get(&tree.next), nullptr);
    static_cast<tabled::Tree*>(next.engage(&tree.next))->value = 3;
    EXPECT_EQ(tree.next->value, 3);
    const MapOps& named = *fields[3].type->map;
    EXPECT_NE(named.insert(&tree.named, "a"), nullptr);
    EXPECT_EQ(named.insert(&tree.named, "a"), nullptr);
    EXPECT_EQ(named.find(&tree.named, "a"), &tree.named["a"]);
}

TEST(type_info, moves_integers_of_any_width) {
    auto level = tabled::Level::high;
    store_integer(&level, 1, static_cast<std::uint64_t>(-1));
    EXPECT_EQ(level, tabled::Level::low);
    EXPECT_EQ(find_entry(type_info<tabled::Level>(), &level)->name, "low");
    std::int16_t i = -300;
    EXPECT_EQ(load_signed(&i, 2), -300);
    EXPECT_EQ(load_unsigned(&i, 2), 65236u);
}
}  // namespace
