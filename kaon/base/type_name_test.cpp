// type_name: as messages show a type.
#include <gtest/gtest.h>

#include "kaon/base/duration.hpp"
#include "kaon/base/type_name.hpp"

namespace shop {
struct Order {};
}  // namespace shop
struct kaonic {};

TEST(type_name, is_the_whole_name_but_for_kaon) {
    EXPECT_EQ(kaon::type_name<kaon::Duration>(), "Duration");
    EXPECT_EQ(kaon::type_name<shop::Order>(), "shop::Order");
    EXPECT_EQ(kaon::type_name<const shop::Order&>(), "const shop::Order &");
    EXPECT_EQ(kaon::type_name<kaonic>(), "kaonic");
    EXPECT_EQ(kaon::type_name<int>(), "int");
}
