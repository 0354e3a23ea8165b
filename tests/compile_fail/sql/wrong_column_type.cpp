// A text column into a number.
// error: column 'username' is TEXT, and field 'Row::username' is of type 'int'
// error:   SELECT username FROM users
// error:   remedy: make it a std::string.
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

struct Row {
    int username;
};
auto list() { return sql<"SELECT username FROM users">().as<Row>(); }
