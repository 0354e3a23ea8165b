// kaon sql: queries and migrations of a project that is never compiled.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

using namespace kaon::cli;

namespace {

class Sql : public testing::Test {
protected:
    Sql() { EXPECT_EQ(folder.run("new shop --no-configure --template api").code, 0); }
    Said kaon(const std::string& words, const std::string& before = {}) { return folder.run_in("shop", words, before); }
    void says(const Said& said, int code, std::string_view part) {
        EXPECT_EQ(said.code, code) << said.text;
        EXPECT_NE(said.text.find(part), std::string::npos) << said.text;
    }
    Folder folder;
};

}  // namespace

TEST_F(Sql, prepare_lists_every_query_with_what_it_takes_and_gives) {
    const Said said = kaon("sql prepare");
    for (const char* part : {"  reads\n", "  writes\n", "    gives  id  INTEGER NOT NULL\n",
                             "    gives  text  TEXT NOT NULL\n", "5 queries against 1 migration: no mistakes\n"})
        says(said, 0, part);
    EXPECT_EQ(kaon("sql prepare --check").text, "");
    EXPECT_EQ(kaon("sql prepare --check").code, 0);
}

TEST_F(Sql, prepare_names_the_place_of_a_mistake) {
    folder.write("shop/server/more.cpp", "// More.\nauto q = sql<\"SELECT txet FROM notes\">();\n");
    for (const char* words : {"sql prepare", "sql prepare --check"}) {
        const Said said = kaon(words);
        says(said, 1, "kaon: server/more.cpp:2: no such column: txet");
        says(said, 1, "did you mean 'text'?");
    }
    folder.write("shop/server/more.cpp", "// More.\n");
    for (const char* file : {"main.cpp", "tests/more_test.cpp"}) {
        folder.write("shop/" + std::string(file), "auto q = sql<\"SELECT txet FROM notes\">();\n");
        says(kaon("sql prepare"), 1, "kaon: " + std::string(file) + ":1: no such column: txet");
        std::filesystem::remove(folder.path() / "shop" / file);
    }
    folder.write("shop/migrations/0002_bad.sql", "CREATE TABLE (;");
    says(kaon("sql prepare"), 1, "kaon: migrations/0002_bad.sql: ");
}

TEST_F(Sql, migrate_add_counts_on) {
    EXPECT_EQ(kaon("sql migrate add votes").text, "migrations/0002_votes.sql\n");
    folder.write("shop/migrations/0041_x.sql", "SELECT 1;");
    EXPECT_EQ(folder.run_in("shop/server", "sql migrate add more").text, "../migrations/0042_more.sql\n");
    EXPECT_TRUE(folder.has("shop/migrations/0042_more.sql"));
    says(kaon("sql migrate add 'Add Votes'"), 1, "kaon: 'Add Votes' is no name for a migration");
    says(kaon("sql migrate add ../x"), 1, "is no name for a migration");
    says(kaon("sql migrate add"), 2, "kaon: NAME is required");
}

TEST_F(Sql, migrate_run_and_info_follow_the_database) {
    says(kaon("sql migrate info"), 0, "shop.db: not there yet; 'kaon sql migrate run' makes it\npending  -");
    EXPECT_FALSE(folder.has("shop/shop.db")) << "to ask changes nothing";
    says(kaon("sql migrate run"), 0, "shop.db: 1 applied, now at 1\n");
    says(kaon("sql migrate run"), 0, "shop.db: 0 applied, now at 1\n");
    folder.write("shop/migrations/0002_votes.sql", "CREATE TABLE votes (id INTEGER PRIMARY KEY) STRICT;");
    const Said said = kaon("sql migrate info");
    says(said, 0, "applied  20");
    says(said, 0, "Z  0001_notes.sql\npending  -");
    says(said, 0, "2 migrations, 1 pending\n");
}

TEST_F(Sql, a_new_migration_is_applied_when_it_holds_a_statement) {
    kaon("sql migrate add votes");
    says(kaon("sql migrate run"), 0,
         "shop.db: 1 applied, now at 1\n0002_votes.sql: not applied, it holds no statement");
    const Said said = kaon("sql migrate info");
    says(said, 0, "pending  -                     0002_votes.sql: it holds no statement yet\n");
    says(said, 0, "2 migrations, 1 pending\n");
    folder.write("shop/migrations/0003_more.sql", "SELECT 1;");
    says(kaon("sql migrate info"), 1,
         "migration '0002_votes.sql' holds no statement, and others come after it; remedy: ");
    std::filesystem::remove(folder.path() / "shop/migrations/0003_more.sql");
    folder.write("shop/migrations/0002_votes.sql", "CREATE TABLE votes (id INTEGER PRIMARY KEY) STRICT;");
    says(kaon("sql migrate run"), 0, "shop.db: 1 applied, now at 2\n");
}

TEST_F(Sql, migrate_refuses_a_changed_file_with_one_line) {
    kaon("sql migrate run");
    folder.write("shop/migrations/0001_notes.sql", "CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT;");
    for (const char* words : {"sql migrate run", "sql migrate info"}) {
        says(
            kaon(words), 1,
            "shop.db: migration '0001_notes.sql' was changed after it was applied; remedy: undo the change, and make a "
            "new migration\n");
    }
    says(kaon("sql migrate info"), 1, "wrong    20");
    std::filesystem::remove(folder.path() / "shop/migrations/0001_notes.sql");
    says(kaon("sql migrate info"), 1, "'0001_notes.sql' was applied to this database and is missing in the program");
}

TEST_F(Sql, migrate_tells_what_sqlite_refuses) {
    folder.write("shop/migrations/0002_bad.sql", "CREATE TABLE notes (id INTEGER);");
    says(kaon("sql migrate run"), 1, "migration '0002_bad.sql': table notes already exists");
    says(kaon("sql migrate info"), 0, "2 migrations, 1 pending");
    says(kaon("sql migrate run --database /nowhere/x.db"), 1, "kaon: /nowhere/x.db: ");
}

TEST_F(Sql, the_database_is_named_as_for_the_program) {
    EXPECT_EQ(kaon("sql migrate run --database here.db").code, 0);
    EXPECT_TRUE(folder.has("shop/here.db"));
    folder.write("shop/.env", "SHOP_DATABASE=env_file.db\nSHOP_PORT=1\n");
    EXPECT_EQ(kaon("sql migrate run").code, 0);
    EXPECT_TRUE(folder.has("shop/env_file.db"));
    EXPECT_EQ(folder.run_in("shop/server", "sql migrate run", "SHOP_DATABASE=variable.db").code, 0);
    EXPECT_TRUE(folder.has("shop/variable.db")) << "relative to the project";
    folder.write("shop/.env", "");
    folder.write("shop/kaon.toml", "[project]\nname = \"shop\"\n");
    says(kaon("sql migrate info"), 1,
         "kaon: no database is named: --database PATH, SHOP_DATABASE, or database = \"shop.db\" in kaon.toml\n");
}
