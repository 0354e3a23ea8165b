// The budget rule bites, and every part keeps its budget.
#include <set>

#include <gtest/gtest.h>

#include "tests/tidy/budgets.hpp"
#include "tests/tidy/expect.hpp"

using namespace tidy;

TEST(budgets, excess_absence_and_slack_are_found) {
    const auto budgets = read_budgets("# lines\nbase 1000\njson 2000  why\n");
    EXPECT_EQ(report(check_budget("base", 1000, budgets)), "");
    EXPECT_EQ(report(check_budget("base", 1001, budgets)),
              "base: 1001 lines, the budget is 1000 (tests/tidy/budgets.txt)\n");
    EXPECT_EQ(report(check_budget("json", 900, budgets)),
              "json: only 900 lines now: lower the budget (tests/tidy/budgets.txt)\n");
    EXPECT_EQ(report(check_budget("web", 7, budgets)), "web: has no budget; 7 lines now (tests/tidy/budgets.txt)\n");
    EXPECT_EQ(check_budget("base", 0, budgets).size(), 1u);
}

TEST(budgets, lines_are_counted_after_preprocessing) {
    EXPECT_EQ(preprocessed_lines("#define A int x;\nA\n\n// nothing\nint y;\n"), 2u);
    EXPECT_EQ(preprocessed_lines("#include <no_such_header>\n"), 0u);
    EXPECT_GT(preprocessed_lines("#include <string>\n"), 1000u);
}

TEST(budgets, an_umbrella_holds_the_public_headers_of_one_part) {
    const File files[] = {
        {"kaon/a/x.hpp", ""}, {"kaon/a/detail/y.hpp", ""}, {"kaon/a/x.cpp", ""}, {"kaon/b/z.hpp", ""}};
    EXPECT_EQ(umbrella_of("a", files), "#include \"kaon/a/x.hpp\"\n");
}

TEST(project, keeps_its_header_budgets) {
    const auto files = read_tree(KAON_ROOT);
    const auto budgets = read_budgets(read_file(KAON_ROOT "/tests/tidy/budgets.txt"));
    std::set<std::string_view> parts;
    for (const File& file : files) {
        if (is_public(file.path)) parts.insert(part_of(file.path));
    }
    ASSERT_TRUE(parts.contains("base"));
    for (std::string_view part : parts) {
        expect_none(check_budget(part, preprocessed_lines(umbrella_of(part, files)), budgets));
    }
}
