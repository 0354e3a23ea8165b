// What a database says of its migrations next to what the files say. Internals of migrate() and migration_info().
//
//   Result<std::vector<Step>> steps = sort_steps(migrations);
//   Result<History> history = read_history(connection);
//   for (const MigrationInfo& info : compare(*steps, *history)) ...
//
// Threads: its connection's.
#pragma once

#include <map>

#include "kaon/sql/migrate/info.hpp"
#include "kaon/sql/sqlite/connection.hpp"

namespace kaon::inline v0::detail {

struct Step {
    std::int64_t version;
    const Migration* migration;
};

Error refuse_migration(std::string text);

// By number. "0012_users.sql" is 12; every file must have a number of its own.
Result<std::vector<Step>> sort_steps(const std::vector<Migration>& migrations);

struct Applied {
    std::string name, checksum, at;
};
using History = std::map<std::int64_t, Applied>;

// Empty when the table is not there yet.
Result<History> read_history(sqlite::Connection& connection);

// By number, both together.
std::vector<MigrationInfo> compare(const std::vector<Step>& steps, const History& history);

}  // namespace kaon::inline v0::detail
