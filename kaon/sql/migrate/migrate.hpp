// migrate(): brings a database to the state of the program's migrations, at start.
//
//   #include "embedded/migrations.hpp"                          // kaon_sql() embeds the folder
//   Migrated done = co_await migrate(db, migrations::files());  // done.applied: how many were new
//
// A migration is a file "0001_name.sql"; they are applied in the order of their numbers, each in a transaction of its
// own, and written down in the table _kaon_migrations with a checksum (line ends do not count). Foreign keys are off
// while a migration runs, so that tables can be rebuilt, and checked before its commit. A file without a statement (one
// that `kaon sql migrate add` has just made) waits: it is not applied, not written down, and a line of the log says so.
//
// Errors: SqlErrc::migration, naming the file: changed after it was applied, missing, out of order, without a statement
// before one that has some, refused by SQLite. What was applied before stays. Several processes may start at once.
// Threads: any core.
#pragma once

#include <string>
#include <vector>

#include "kaon/sql/db.hpp"

namespace kaon::inline v0 {

struct Migration {
    std::string name;  // "0001_users.sql"
    std::string text;
};

struct Migrated {
    std::size_t applied = 0;  // now
    std::int64_t version = 0;  // of the last one that the database has; 0 without any
    std::vector<std::string> waiting;  // files that hold no statement yet
};

Task<Migrated> migrate(Db db, std::vector<Migration> migrations);

// Of embedded files: anything with `name` and `bytes`.
template <class Files>
    requires requires(const Files& files) { files.begin()->bytes; }
Task<Migrated> migrate(Db db, const Files& files) {
    std::vector<Migration> migrations;
    for (const auto& file : files) migrations.push_back({std::string(file.name), std::string(file.bytes)});
    return migrate(std::move(db), std::move(migrations));
}

// False for a text of comments only, which migrate() leaves for later.
bool holds_statement(std::string_view text);

// The checksum that is written down: 128 bits, enough to see a change, no protection from malice.
std::string migration_checksum(std::string_view text);

}  // namespace kaon::inline v0
