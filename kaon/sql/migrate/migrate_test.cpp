// migrate(): order, checksums, refusals; each on a database of its own.
#include <gtest/gtest.h>

#include "kaon/coro/test_loop.hpp"
#include "kaon/sql/migrate/info.hpp"
#include "kaon/telemetry/recorder.hpp"

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

TEST_F(Migrate, a_file_without_a_statement_waits_until_it_has_one) {
    telemetry::Recorder recorder;
    const auto installed = telemetry::install(recorder, telemetry::Level::info);
    const Migration begun{two.name, "-- What changes, and why.\n"};
    Result<Migrated> first = run({one, begun});
    ASSERT_TRUE(first) << first.error().describe_all();
    EXPECT_EQ(first->applied, 1u);
    EXPECT_EQ(first->version, 1);
    EXPECT_EQ(first->waiting, std::vector<std::string>{two.name});
    ASSERT_EQ(recorder.entries().size(), 2u);
    EXPECT_EQ(recorder.entries()[0].message, "migration not applied: it holds no statement yet");
    EXPECT_EQ(recorder.entries()[1].message, "database migrated");
    EXPECT_EQ(recorder.entries()[1].field("applied") + " " + recorder.entries()[1].field("version"), "1 1");
    EXPECT_EQ(run({one, begun})->applied, 0u);
    Result<Migrated> written = run({one, {begun.name, begun.text + two.text}});
    ASSERT_TRUE(written) << written.error().describe_all();
    EXPECT_EQ(written->applied, 1u);
    EXPECT_EQ(written->version, 2);
    EXPECT_EQ(written->waiting.size(), 0u);
    refuses({one, begun}, "'0002_two.sql' was changed after it was applied");
}

TEST_F(Migrate, refuses_a_file_without_a_statement_before_one_that_has_some) {
    const Migration begun{two.name, "-- later\n"};
    refuses({one, begun, three}, "'0002_two.sql' holds no statement, and others come after it");
    ASSERT_TRUE(run({one, {"0003_x.sql", "SELECT 1;"}}));
    refuses({one, begun, {"0003_x.sql", "SELECT 1;"}}, "'0002_two.sql' is out of order");
}

TEST(holds_statement, sees_through_comments) {
    for (std::string_view none :
         {"", " \r\n\t", ";;", "-- a", "-- a\n--b\r\n", "/* a */ ; -- b", "/* open", "/*/", "\xef\xbb\xbf-- a\n"}) {
        EXPECT_FALSE(holds_statement(none)) << none;
    }
    for (std::string_view some : {"SELECT 1", "-- a\nSELECT 1", "/* a */DROP TABLE x", "/*/ */ x", "- - a", "'--'"})
        EXPECT_TRUE(holds_statement(some)) << some;
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

TEST_F(Migrate, tells_the_state_of_each_file) {
    const auto states = [&](All migrations) {
        const auto all = loop.run(migration_info(db, std::move(migrations)));
        std::string out;
        for (const MigrationInfo& m : *all)
            out += m.name.substr(0, 4) + std::string(1, "apecmob"[static_cast<int>(m.state)]) +
                   (m.applied_at.empty() ? "" : "t") + " ";
        return out;
    };
    const Migration late{"0003_late.sql", "CREATE TABLE late (id INTEGER PRIMARY KEY);"};
    EXPECT_EQ(states({two, one}), "0001p 0002p ");
    ASSERT_TRUE(run({one, late}));
    EXPECT_EQ(states({one, two, late}), "0001at 0002o 0003at ");
    EXPECT_EQ(states({one, {late.name, "SELECT 1;"}, {"0004_four.sql", "SELECT 4;"}}), "0001at 0003ct 0004p ");
    EXPECT_EQ(states({late}), "0001mt 0003at ");
    EXPECT_EQ(states({one, late, {"0004_four.sql", ""}, {"0005_five.sql", ""}}), "0001at 0003at 0004e 0005e ");
    EXPECT_EQ(states({one, late, {"0004_four.sql", ""}, {"0005_five.sql", "SELECT 5;"}}), "0001at 0003at 0004b 0005p ");
    EXPECT_EQ(states({one, {"0002_two.sql", ""}, late}), "0001at 0002o 0003at ");
    EXPECT_FALSE(loop.run(migration_info(db, {{"x.sql", ""}})));
}
