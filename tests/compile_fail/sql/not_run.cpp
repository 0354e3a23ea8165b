// A query that is awaited without saying how it should run.
// error: cannot be awaited here.
// error: remedy: a query is run by .execute(db), or by .as<Row>() and .one(db)
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

Task<void> forget() { co_await sql<"SELECT id FROM users">(); }
