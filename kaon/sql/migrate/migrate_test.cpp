// migrate(): order, checksums, refusals; each on a database of its own.
#include <gtest/gtest.h>

#include "kaon/coro/test_loop.hpp"
#include "kaon/sql/migrate/migrate.hpp"

using namespace kaon;

namespace {

using All = std::vector<Migration>;

const Migration one{"0001_one.sql", "CREATE TABLE one (id INTEGER PRIMARY KEY);\n"};
const Migration two{"0002_two.sql", "CREATE TABLE two (id INTEGER PRIMARY KEY, one_id INTEGER REFERENCES one (id));\n"};
const Migration three{"0003_three.sql", "INSERT INTO one VALUES (1); INSERT INTO two VALUES (1, 1);\n"};

class Migrate : public testing::Test {
protected:
    Result<Migrated> run(All migrations) { return loop.run(migrate(db, std::move(migrations))); }
    // Refused, and the detail has these words.
    void refuses(All migrations, std::string_view words) {
        Result<Migrated> r = run(std::move(migrations));
        ASSERT_FALSE(r) << words;
        EXPECT_TRUE(r.error().is(SqlErrc::migration)) << r.error().describe_all();
        EXPECT_NE(r.error().detail().find(words), std::string_view::npos) << r.error().detail();
        EXPECT_EQ(r.error().text().find(".sql"), std::string_view::npos);
    }
    Db db = Db::in_memory();
    TestLoop loop;
};

}  // namespace

TEST_F(Migrate, applies_what_is_new_in_order) {
    Result<Migrated> first = run({two, one});
    ASSERT_TRUE(first) << first.error().describe_all();
    EXPECT_EQ(first->applied, 2u);
    EXPECT_EQ(first->version, 2);
    EXPECT_EQ(run({one, two, three})->applied, 1u);
    EXPECT_EQ(run({one, two, three})->applied, 0u);
    EXPECT_EQ(run({one, two, three})->version, 3);
}

TEST_F(Migrate, without_files_does_nothing) { EXPECT_EQ(run({})->version, 0); }

TEST_F(Migrate, refuses_a_file_that_was_changed) {
    ASSERT_TRUE(run({one, two}));
    refuses({one, {two.name, two.text + " "}}, "'0002_two.sql' was changed after it was applied");
    EXPECT_TRUE(run({one, two}));
}

TEST_F(Migrate, does_not_mind_line_ends) {
    ASSERT_TRUE(run({one}));
    EXPECT_TRUE(run({{one.name, "CREATE TABLE one (id INTEGER PRIMARY KEY);\r\n"}}));
}

TEST_F(Migrate, refuses_a_file_that_is_missing) {
    ASSERT_TRUE(run({one, two}));
    refuses({one}, "'0002_two.sql' was applied to this database and is missing");
}

TEST_F(Migrate, refuses_what_is_out_of_order) {
    ASSERT_TRUE(run({one, {"0003_x.sql", "SELECT 1;"}}));
    refuses({one, two, {"0003_x.sql", "SELECT 1;"}}, "'0002_two.sql' is out of order");
}

TEST_F(Migrate, a_broken_file_is_named_and_undone_and_the_earlier_stay) {
    refuses({one, {"0002_bad.sql", "CREATE TABLE half (id INTEGER); CREATE TABEL x;"}},
            "'0002_bad.sql': near \"TABEL\": syntax error");
    EXPECT_EQ(run({one, {"0002_good.sql", "CREATE TABLE half (id INTEGER);"}})->applied, 1u);
}

TEST_F(Migrate, a_file_may_not_end_its_transaction) {
    refuses({{"0001_x.sql", "CREATE TABLE a (id INTEGER); COMMIT;"}}, "ends the transaction");
}

TEST_F(Migrate, may_rebuild_a_table_and_may_not_leave_dangling_references) {
    ASSERT_TRUE(run({one, two, three}));
    refuses({one, two, three, {"0004_x.sql", "DELETE FROM one;"}},
            "'0004_x.sql' leaves rows in 'two' that refer to nothing");
    EXPECT_TRUE(run(
        {one,
         two,
         three,
         {"0004_y.sql", "CREATE TABLE new (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO new SELECT id, '' FROM one; "
                        "DROP TABLE one; ALTER TABLE new RENAME TO one;"}}));
}

TEST_F(Migrate, names_must_have_numbers_of_their_own) {
    refuses({{"one.sql", ""}}, "not like 0001_name.sql");
    refuses({{"0001.sql", ""}}, "not like 0001_name.sql");
    refuses({one, {"1_other.sql", ""}}, "the same number");
}
