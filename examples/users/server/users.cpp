// The handlers: a struct for what comes in, a struct for what goes out, a query in between.
#include "server/users.hpp"

#include "kaon/sql/sql.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: readme
struct CreateUser {
    std::string username, email;
};
struct User {
    std::int64_t id;
    std::string username, email;
};

Task<Created<User>> create_user(State<Db> db, Json<CreateUser> body) {
    User user = co_await sql<"INSERT INTO users (username, email) VALUES ($1, $2) RETURNING id, username, email">(
                    body->username, body->email)
                    .as<User>()
                    .one(*db);  // a taken name: 409 with the field
    co_return Created{user, "/users/{}", user.id};
}

Task<Json<User>> show_user(State<Db> db, Path<std::int64_t> id) {
    co_return co_await sql<"SELECT id, username, email FROM users WHERE id = $1">(*id).as<User>().one_or_not_found(*db);
}

Router<Db> users() {
    return Router{get<"/users/{id}">(show_user), post<"/users">(create_user), layer(trace(), timeout(5s))};
}
// end
