// A column that is not there: the engine's words, a caret, a near name.
// error: no such column: usernme
// error:   SELECT id, usernme FROM users
// error:              ^~~~~~~ did you mean 'username'?
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

auto find() { return sql<"SELECT id, usernme FROM users">(); }
