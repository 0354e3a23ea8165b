// A capture that nobody reads.
// error: GET /users/{id}/posts/{post}  ->  lambda (Path<int>)
// error: capture '{post}' is taken by no argument.
// error: remedy: add a Path<...> argument for it
#include "kaon/web/web.hpp"

using namespace kaon;

auto app() {
    return Router{get<"/users/{id}/posts/{post}">([](Path<int>) { return "x"; })};
}
