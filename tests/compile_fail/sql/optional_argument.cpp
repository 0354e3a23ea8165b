// An argument that may be empty into a NOT NULL column.
// error: parameter $1 goes to a column that is NOT NULL, and the 1st argument 'std::optional<int>' may be empty
// error:   UPDATE users SET score = $1
// error:   remedy: pass a plain value, or allow NULL in the table.
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

auto rate() { return sql<"UPDATE users SET score = $1">(std::optional<int>()); }
