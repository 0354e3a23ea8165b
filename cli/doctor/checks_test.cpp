// Versions, and the report.
#include <gtest/gtest.h>

#include "cli/doctor/checks.hpp"

using namespace kaon::cli;

TEST(doctor, finds_versions_in_what_programs_say) {
    EXPECT_EQ(version_in("Debian clang version 19.1.7 (3~deb12u1)\n"), "19.1.7");
    EXPECT_EQ(version_in("cmake version 3.25.1"), "3.25.1");
    EXPECT_EQ(version_in("1.11.1\n"), "1.11.1");
    EXPECT_EQ(version_in("wasm-opt version 108"), "");
    EXPECT_EQ(version_in(""), "");
}

TEST(doctor, compares_versions_by_their_numbers) {
    EXPECT_TRUE(is_at_least("3.25.1", "3.25"));
    EXPECT_TRUE(is_at_least("19.1.7", "19"));
    EXPECT_TRUE(is_at_least("3.100", "3.25"));
    EXPECT_FALSE(is_at_least("3.9", "3.25"));
    EXPECT_FALSE(is_at_least("14.0.6", "19"));
    EXPECT_FALSE(is_at_least("", "19"));
}

TEST(doctor, reports_one_line_each_with_the_command_that_mends_it) {
    const std::vector<Finding> findings{
        {.what = "CMake", .found = "cmake 3.25.1", .mend = {}, .ok = true},
        {.what = "browser half", .found = "no", .mend = "apt-get install -y lld-19", .need = Need::browser},
        {.what = "x", .found = "is not there", .mend = "apt-get install -y x"},
    };
    EXPECT_EQ(report(findings),
              "ok       CMake         cmake 3.25.1\n"
              "missing  browser half  no (pages have no scripts without it): apt-get install -y lld-19\n"
              "missing  x             is not there (needed): apt-get install -y x\n");
    EXPECT_FALSE(is_healthy(findings));
    EXPECT_TRUE(is_healthy({findings[0], findings[1]})) << "only what is needed counts";
}
