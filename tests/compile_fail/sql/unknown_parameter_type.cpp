// A parameter whose type nobody knows.
// error: the type of parameter $1 cannot be told from the query
// error:   SELECT $1 AS "x"
// error:   remedy: say it in the query: CAST($1 AS INTEGER), REAL, TEXT or BLOB.
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

auto echo() { return sql<"SELECT $1 AS \"x\"">(1); }
