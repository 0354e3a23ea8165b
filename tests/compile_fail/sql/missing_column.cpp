// A field without a column.
// error: the query gives no column for field 'User::name'
// error:   SELECT id, email FROM users WHERE id = 1
// error:   columns: id, email
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

struct User {
    std::int64_t id;
    std::string name;
};
auto find() { return sql<"SELECT id, email FROM users WHERE id = 1">().as<User>(); }
