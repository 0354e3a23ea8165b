// A Task would outlive what the reference names.
// error: 1st argument: 'const Json<User> &' is a reference, and a handler owns its arguments.
// error: remedy: take it by value.
#include "kaon/web/web.hpp"

using namespace kaon;

struct User {
    int id;
};
Task<std::string> create(const Json<User>&) { co_return "x"; }

auto app() { return Router{post<"/users">(create)}; }
