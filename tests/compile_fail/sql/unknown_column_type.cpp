// An expression whose type nobody knows.
// error: the type of column 'price' cannot be told from the query, and 'double' wants it
// error:   SELECT json_extract(email, '$.price') AS price FROM users
// error:   remedy: say it: AS "price: int" (or real, text, bytes), or CAST(... AS INTEGER).
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

auto prices() { return sql<"SELECT json_extract(email, '$.price') AS price FROM users">().as<double>(); }
