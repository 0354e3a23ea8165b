// FixedText: a literal inside a type.
#include <type_traits>

#include <gtest/gtest.h>

#include "kaon/base/fixed_text.hpp"

using namespace kaon;

namespace {
template <FixedText Text>
struct Named {
    static constexpr std::string_view text = Text.view();
};
}  // namespace

TEST(fixed_text, is_its_literal_as_a_template_argument) {
    EXPECT_EQ(Named<"abc">::text, "abc");
    EXPECT_EQ(Named<"">::text, "");
    EXPECT_EQ(Named<"a\0b">::text, std::string_view("a\0b", 3));
    EXPECT_TRUE((std::is_same_v<Named<"abc">, Named<"abc">>));
    EXPECT_FALSE((std::is_same_v<Named<"abc">, Named<"abd">>));
}
