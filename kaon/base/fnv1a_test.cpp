// fnv1a: the values of its authors' test vectors, and piece by piece.
#include <gtest/gtest.h>

#include "kaon/base/fnv1a.hpp"

using namespace kaon;

TEST(fnv1a, has_the_published_values) {
    static_assert(fnv1a("") == 0xcbf29ce484222325u);
    EXPECT_EQ(fnv1a("a"), 0xaf63dc4c8601ec8cu);
    EXPECT_EQ(fnv1a("foobar"), 0x85944171f73967e8u);
}

TEST(fnv1a, goes_on_from_the_key_of_what_came_before) {
    EXPECT_EQ(fnv1a("bar", fnv1a("foo")), fnv1a("foobar"));
    EXPECT_NE(fnv1a("bar", fnv1a("fo")), fnv1a("foobar"));
}
