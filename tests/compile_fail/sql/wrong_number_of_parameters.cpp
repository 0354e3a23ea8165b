// One argument for two parameters.
// error: the query takes 2 parameters, and 1 argument is given
// error:   INSERT INTO users (username, email) VALUES ($1, $2)
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

Task<Executed> add(Db db) { return sql<"INSERT INTO users (username, email) VALUES ($1, $2)">("ada").execute(db); }
