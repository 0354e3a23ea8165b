// execute() on a query that gives rows.
// error: the query gives rows, and execute() would lose them
// error:   SELECT id FROM users
// error:   remedy: .as<Row>().all(db), or another of its kind.
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

Task<Executed> find(Db db) { return sql<"SELECT id FROM users">().execute(db); }
