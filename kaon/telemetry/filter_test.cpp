// Filters: which target gets which level, and what is no filter.
#include <string>

#include <gtest/gtest.h>

#include "kaon/telemetry/filter.hpp"

using namespace kaon::telemetry;

TEST(filter, the_longest_target_wins_up_to_a_dot) {
    const Filter filter = Filter::parse(" warn, sql=debug ,sql.pool=error,web=off").value();
    const std::pair<std::string_view, Level> cases[] = {
        {"sql", Level::debug},   {"sql.row", Level::debug}, {"sql.pool", Level::error}, {"sql.pool.conn", Level::error},
        {"sqlite", Level::warn}, {"web", Level::off},       {"", Level::warn},
    };
    for (const auto& [target, level] : cases) EXPECT_EQ(filter.level_of(target), level) << target;
    EXPECT_EQ(filter.lowest(), Level::debug);
    EXPECT_EQ(Filter::parse("")->lowest(), Level::info);
    EXPECT_EQ(Filter::parse("WARN")->lowest(), Level::warn);
}

TEST(filter, says_what_it_does_not_understand) {
    for (const char* bad : {"loud", "web=loud", "=info", "web=info=x"}) {
        const auto filter = Filter::parse(bad);
        ASSERT_FALSE(filter) << bad;
        EXPECT_NE(filter.error().text().find(bad), std::string_view::npos) << filter.error().text();
    }
    std::string many;
    for (int i = 0; i < 33; ++i) many += "t" + std::to_string(i) + "=info,";
    EXPECT_FALSE(Filter::parse(many));
}
