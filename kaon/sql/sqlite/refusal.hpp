// What SQLite's result codes and words mean as Errors.
//
//   if (rc != SQLITE_OK) return refusal(db, rc, sql);
//
// Threads: the connection's.
#pragma once

#include <string_view>

#include "kaon/sql/error.hpp"

struct sqlite3;

namespace kaon::inline v0::sqlite {

// The error that SQLite just gave with this result code; `sql` goes into the detail.
Error refusal(sqlite3* db, int rc, std::string_view sql);

}  // namespace kaon::inline v0::sqlite
