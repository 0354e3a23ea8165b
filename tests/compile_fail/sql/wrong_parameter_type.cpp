// Text where the column holds a number.
// error: parameter $1 is INTEGER, and the 1st argument is 'const char*'
// error:   SELECT username FROM users WHERE id = $1
// error:   remedy: pass a std::int64_t.
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

auto find() { return sql<"SELECT username FROM users WHERE id = $1">("seven").as<std::string>(); }
