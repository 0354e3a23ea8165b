// fields_of: arity, names and members over the shapes that structs come in, and the messages for those it refuses.
#include <any>
#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/reflect/fields.hpp"

namespace shape {
struct Point {
    int x;
    double y;
};
struct Nested {
    Point a;
    std::array<int, 3> three;
    std::array<Point, 2> two;
    Point b;
};
struct NoDefault {
    explicit NoDefault(int) {}
};
struct Picky {
    std::string name;
    NoDefault a;
    int between;
    NoDefault b;
    std::optional<int> tail;
};
struct Library {
    std::string s;
    std::string_view v;
    const char* c;
    std::vector<Point> list;
    std::optional<std::string> maybe;
    std::variant<int, std::string, Point> either;
    std::function<int(Point)> call;
    std::map<std::string, std::vector<int>> map;
    std::any any;
    std::unique_ptr<Point> owner;
    std::shared_ptr<const Point> shared;
    std::tuple<int, std::string> pair;
    std::nullptr_t null;
    bool flag;
};
struct Immovable {
    std::mutex lock;
    std::atomic<int> count;
    int value;
};
struct Tag {};
struct WithTag : Tag {
    int a;
    int b;
};
struct Base {
    int inherited;
};
struct Derived : Base {
    int own;
};
struct CArray {
    int before;
    int many[3];
    std::string after;
};
struct CArrayHard {
    NoDefault first;
    char text[8];
    NoDefault last;
};
struct Reference {
    int& r;
};
class Closed {
    int hidden_ = 0;

public:
    Closed() = default;
    int hidden() const { return hidden_; }
};
struct Explicit {
    explicit Explicit() = default;
    explicit Explicit(int) {}
};
struct HasExplicit {
    int a;
    Explicit e;
    int b;
};
struct Tree {
    int value;
    std::vector<Tree> children;
};
struct Big {
    int a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7, c0, c1, c2, c3, c4, c5, c6, c7;
    std::string d0, d1, d2, d3, d4, d5, d6, d7, e0, e1, e2, e3, e4, e5, e6, e7, f0, f1, f2, f3, f4, f5, f6, f7;
    double g0, g1, g2, g3, g4, g5, g6, g7, h0, h1, h2, h3, h4, h5, h6, last;
};
struct TooBig {
    Big a;
    int a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7, c0, c1, c2, c3, c4, c5, c6, c7;
    int d0, d1, d2, d3, d4, d5, d6, d7, e0, e1, e2, e3, e4, e5, e6, e7, f0, f1, f2, f3, f4, f5, f6, f7;
    int g0, g1, g2, g3, g4, g5, g6, g7, h0, h1, h2, h3, h4, h5, h6, h7;
};
struct Unit {};
}  // namespace shape

namespace {
using namespace kaon;
using namespace kaon::reflect;

struct Unnamed {
    int first;
    std::string second;
};

TEST(fields, counts_members_of_every_kind) {
    EXPECT_EQ(fields_of<shape::Unit>().count, 0u);
    EXPECT_EQ(fields_of<shape::Point>().count, 2u);
    EXPECT_EQ(fields_of<shape::Nested>().count, 4u);
    EXPECT_EQ(fields_of<shape::Picky>().count, 5u);
    EXPECT_EQ(fields_of<shape::Library>().count, 14u);
    EXPECT_EQ(fields_of<shape::Immovable>().count, 3u);
    EXPECT_EQ(fields_of<shape::WithTag>().count, 2u);
    EXPECT_EQ(fields_of<shape::HasExplicit>().count, 3u);
    EXPECT_EQ(fields_of<shape::Tree>().count, 2u);
    EXPECT_EQ(fields_of<shape::Big>().count, 64u);
}

TEST(fields, knows_names_also_of_local_and_unnamed_structs) {
    struct Local {
        int alpha;
        Unnamed beta;
    };
    EXPECT_EQ(fields_of<shape::Nested>().name(2), "two");
    EXPECT_EQ(fields_of<shape::Big>().name(0), "a0");
    EXPECT_EQ(fields_of<shape::Big>().name(63), "last");
    EXPECT_EQ(fields_of<Unnamed>().name(1), "second");
    EXPECT_EQ(fields_of<Local>().name(1), "beta");
    EXPECT_EQ(fields_of<shape::Library>().find("owner"), 9u);
    EXPECT_EQ(fields_of<shape::Library>().find("nobody"), 14u);
}

TEST(fields, refers_to_members) {
    shape::Point point{1, 2.5};
    field<0>(point) = 7;
    EXPECT_EQ(point.x, 7);
    const shape::Point& fixed = point;
    static_assert(std::is_same_v<decltype(field<1>(fixed)), const double&>);
    static_assert(std::is_same_v<FieldType<shape::Nested, 1>, std::array<int, 3>>);
    std::string seen;
    for_each_field(fixed, [&](std::string_view name, const auto& member) {
        seen += std::string(name) + "=" + std::to_string(static_cast<int>(member)) + ";";
    });
    EXPECT_EQ(seen, "x=7;y=2;");
}

TEST(fields, offsets_are_those_of_the_object) {
    constexpr auto offsets = kaon::reflect::detail::offsets<shape::Library, 14>();
    shape::Library object{};
    const char* start = reinterpret_cast<const char*>(&object);
    EXPECT_EQ(start + offsets.at[3], reinterpret_cast<const char*>(&object.list));
    EXPECT_EQ(start + offsets.at[13], reinterpret_cast<const char*>(&object.flag));
}

TEST(fields, explains_what_it_refuses) {
    struct Case {
        Message message;
        std::string_view part;
    };
    const Case cases[] = {
        {fields_mistake<shape::CArray>(),
         "'shape::CArray' cannot be read as a plain struct: it has a member that is a C array.\n  remedy: std::array"},
        {fields_mistake<shape::CArrayHard>(), "C array"},
        {fields_mistake<shape::Derived>(), "inherits members from a base class"},
        {fields_mistake<shape::Reference>(), "reference"},
        {fields_mistake<shape::Closed>(), "not an aggregate"},
        {fields_mistake<shape::TooBig>(), "more than 64 members"},
        {fields_mistake<int>(), "'int' cannot be read"},
    };
    for (const Case& c : cases) EXPECT_NE(c.message.view().find(c.part), std::string_view::npos) << c.message.view();
    EXPECT_TRUE(fields_mistake<shape::Library>().ok());
}
}  // namespace
