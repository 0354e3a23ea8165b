// The body can be read once.
// error: POST /users  ->  std::string (Json<User>, Form<User>)
// error: 2nd argument: 'Form<User>' reads the body, and so does the 1st argument, 'Json<User>'.
// error: remedy: the body can be read once: keep one of the two.
#include "kaon/web/web.hpp"

using namespace kaon;

struct User {
    int id;
};
std::string create(Json<User>, Form<User>) { return {}; }

auto app() { return Router{post<"/users">(create)}; }
