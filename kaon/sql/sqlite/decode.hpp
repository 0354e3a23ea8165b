// Decodes the current row of a statement into a struct, through the type's table; compiled once for all structs.
//
//   User user;
//   if (Result<> decoded = decode_row(statement, plan, &user); !decoded) return decoded;
//
// Threads: the statement's connection's.
#pragma once

#include "kaon/sql/call.hpp"

struct sqlite3_stmt;

namespace kaon::inline v0::sqlite {

// Errors: SqlErrc::mismatch when a stored value does not fit its field (wrong storage class, out of range, no
// enumerator).
Result<> decode_row(sqlite3_stmt* statement, const detail::RowPlan& plan, void* row);

}  // namespace kaon::inline v0::sqlite
