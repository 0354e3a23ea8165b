// Two columns of one name for one field.
// error: the query gives two columns 'id', and field 'Row::id' can hold one
// error:   SELECT u.id, p.id, p.title FROM users u JOIN posts p ON p.user_id = u.id
// error:   remedy: name one of them otherwise with AS.
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

struct Row {
    std::int64_t id;
    std::string title;
};
auto list() { return sql<"SELECT u.id, p.id, p.title FROM users u JOIN posts p ON p.user_id = u.id">().as<Row>(); }
