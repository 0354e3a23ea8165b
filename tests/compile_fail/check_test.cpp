// The judge of compile errors: what it accepts and what it does not.
#include <gtest/gtest.h>

#include "tests/compile_fail/expectation.hpp"

using compile_fail::judge, compile_fail::read_expectation;

static const auto sample =
    read_expectation("// A mistake.\n// error: no such column: nme\n// error: did you mean\nint x;\n");

TEST(judge, accepts_the_expected_lines_with_little_noise) {
    EXPECT_EQ(judge(sample, false, "a.cpp:1:2: error: no such column: nme\n  ^ did you mean 'name'?\n"), "");
    EXPECT_EQ(judge(sample, false, "a: error: no such column: nme\ndid you mean\na: note: x\na: note: y\n"), "");
}

TEST(judge, rejects_what_compiles) { EXPECT_EQ(judge(sample, true, ""), "it compiles"); }

TEST(judge, rejects_absent_and_swapped_lines) {
    EXPECT_EQ(judge(sample, false, "a: error: no such column: nme\n"), "not in the output: did you mean");
    EXPECT_EQ(judge(sample, false, "did you mean\na: error: no such column: nme\n"),
              "in the wrong order: did you mean");
}

TEST(judge, rejects_noise) {
    const std::string good = "a: error: no such column: nme\ndid you mean\n";
    EXPECT_EQ(judge(sample, false, good + "b: error: x\n"), "2 errors; at most 1");
    EXPECT_EQ(judge(sample, false, good + "b: note: x\nb: note: y\nb: note: z\n"), "3 notes; at most 2");
    EXPECT_EQ(judge(sample, false, good + "b: fatal error: x\n"), "2 errors; at most 1");
}

TEST(judge, rejects_a_file_without_expectations) {
    EXPECT_NE(judge(read_expectation("int x\n"), false, "a: error: x\n"), "");
}

TEST(judge, reads_flags) { EXPECT_EQ(read_expectation("// flags: -DA=1\n").flags, " -DA=1"); }
