// How tidy takes text apart: what counts as code, and where a file belongs.
#include <gtest/gtest.h>

#include "tests/tidy/tree.hpp"

using namespace tidy;

TEST(tree, comments_and_literals_are_not_code) {
    EXPECT_EQ(code_only("a; // b\nc"), "a;     \nc");
    EXPECT_EQ(code_only("a /* b\nc */ d"), "a     \n     d");
    EXPECT_EQ(code_only("f(\"x\\\"y\", 'z')"), "f(      ,    )");
    EXPECT_EQ(code_only("R\"q({ \" })q\" {"), std::string(13, ' ') + "{");
    EXPECT_EQ(code_only("1'000 + x"), "1'000 + x");
}

TEST(tree, a_file_knows_its_place) {
    EXPECT_EQ(part_of("kaon/http/h1/parser.hpp"), "http");
    EXPECT_EQ(part_of("examples/consultant/server/main.cpp"), "");
    EXPECT_TRUE(is_public("kaon/web/router.hpp"));
    EXPECT_FALSE(is_public("kaon/web/detail/router.hpp"));
    EXPECT_FALSE(is_public("kaon/http/h1/head_test.hpp"));
    EXPECT_FALSE(is_public("tests/tidy/tree.hpp"));
    EXPECT_TRUE(is_test("kaon/json/read_fuzz.cpp"));
}

TEST(tree, findings_read_like_compiler_output) {
    EXPECT_EQ(report({{"a.hpp", 3, "too wide"}, {"b.hpp", 0, "too long"}}), "a.hpp:3: too wide\nb.hpp: too long\n");
}
