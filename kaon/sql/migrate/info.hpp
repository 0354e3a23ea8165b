// migration_info(): which migrations a database has, which it waits for, and what does not fit.
//
//   for (const MigrationInfo& m : co_await migration_info(db, migrations::files())) ...
//
// In the order of their numbers, files and database together. Reads only: a database that was never migrated has
// everything pending. Errors: SqlErrc::migration for names that are not like "0001_name.sql"; those of any query.
// Threads: any core.
#pragma once

#include "kaon/sql/migrate/migrate.hpp"

namespace kaon::inline v0 {

enum class MigrationState {
    applied,
    pending,
    empty,         // pending: it holds no statement yet, and waits until it does
    changed,       // after it was applied: migrate() refuses it
    missing,       // applied, and there is no such file: migrate() refuses
    out_of_order,  // new, below one that was applied: migrate() refuses
    empty_between, // no statement, and one that has some comes after it: migrate() refuses
};

struct MigrationInfo {
    std::string name;
    MigrationState state = MigrationState::pending;
    std::string applied_at;  // "2026-01-31T12:00:00Z", or empty
};

// What is wrong with it, and the remedy, as migrate() says it; nothing for applied, pending, empty.
std::string migration_mistake(const MigrationInfo& info);

Task<std::vector<MigrationInfo>> migration_info(Db db, std::vector<Migration> migrations);

}  // namespace kaon::inline v0
