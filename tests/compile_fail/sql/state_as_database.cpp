// What leads to a database in place of the database.
// error: this only leads to a Db: write *db for db
#include "kaon/sql/sql.hpp"
#include "kaon/web/web.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

Task<int> handler(State<Db> db) {
    co_return co_await sql<"SELECT id FROM users">().as<int>().one(db);
}
