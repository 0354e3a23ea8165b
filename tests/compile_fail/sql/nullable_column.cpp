// A column that can be NULL into a plain field.
// error: column 'email' can be NULL, and field 'User::email' is a plain 'std::string'
// error:   SELECT id, email FROM users
// error:   remedy: std::optional<std::string>, or AS "email!" if you know better.
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

struct User {
    std::int64_t id;
    std::string email;
};
Task<User> find(Db db) { return sql<"SELECT id, email FROM users">().as<User>().one(db); }
