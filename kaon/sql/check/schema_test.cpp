// Which migrations make a schema, and which make none.
#include "kaon/sql/check/schema_test.hpp"

#include <gtest/gtest.h>

#include "embedded/migrations.hpp"

namespace kaon::inline v0::sqlcheck {

MigratedSchema::MigratedSchema() {
    std::vector<Script> scripts;
    for (const auto& file : migrations::files()) scripts.push_back({std::string(file.name), std::string(file.bytes)});
    EXPECT_EQ(apply(scripts), std::nullopt);
}

}  // namespace kaon::inline v0::sqlcheck

using namespace kaon::sqlcheck;

TEST(sql_schema, refuses_two_migrations_with_one_number) {
    const auto apply = [](std::vector<Script> scripts) { return Schema().apply(scripts).value_or(""); };
    EXPECT_EQ(apply({{"0001_a.sql", "CREATE TABLE a (id INTEGER);"}, {"0002_b.sql", "DROP TABLE a;"}}), "");
    EXPECT_EQ(apply({{"0002_b.sql", ""}, {"002_a.sql", ""}}),
              "002_a.sql: has the number of 0002_b.sql; give the newer one the next");
    EXPECT_EQ(apply({{"a.sql", ""}, {"b.sql", ""}}), "") << "names are for migrate() to judge";
}
