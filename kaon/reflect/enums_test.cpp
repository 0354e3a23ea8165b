// Enumerator names both ways: scoped, unscoped, unsigned, negative, local, unnamed, nested in templates.
#include <gtest/gtest.h>

#include "kaon/reflect/enums.hpp"

namespace named {
enum class Colour : unsigned char { red, green = 7, blue = 255 };
enum class Offset { below = -128, zero = 0, above = 127, unseen = 1000 };
enum Plain : int { one = 1, two };
enum Loose { loose_a, loose_b };
template <class T>
struct Holder {
    enum class State : unsigned char { idle, busy };
};
}  // namespace named

namespace {
using namespace kaon::reflect;

enum class Hidden { first, second };

static_assert(enum_name(named::Colour::green) == "green");
static_assert(enum_value<named::Colour>("blue") == named::Colour::blue);
static_assert(enum_name(named::two) == "two");

TEST(enums, names_every_value_in_range) {
    EXPECT_EQ(enum_name(named::Offset::below), "below");
    EXPECT_EQ(enum_name(named::Offset::above), "above");
    EXPECT_EQ(enum_name(Hidden::second), "second");
    EXPECT_EQ(enum_name(named::Holder<named::Holder<int>>::State::busy), "busy");
    enum class Local { here };
    EXPECT_EQ(enum_name(Local::here), "here");
    EXPECT_EQ(enumerators<named::Colour>.count, 3u);
}

TEST(enums, knows_nothing_of_values_without_name_or_out_of_range) {
    EXPECT_EQ(enum_name(static_cast<named::Colour>(3)), "");
    EXPECT_EQ(enum_name(named::Offset::unseen), "");
    EXPECT_FALSE(enum_value<named::Colour>("Red"));
    EXPECT_FALSE(enum_value<named::Colour>(""));
}

TEST(enums, asks_for_a_fixed_underlying_type) {
    constexpr auto mistake = kaon::reflect::detail::enum_mistake<named::Loose>();
    EXPECT_NE(mistake.view().find("'named::Loose' has no fixed underlying type"), std::string_view::npos);
}
}  // namespace
