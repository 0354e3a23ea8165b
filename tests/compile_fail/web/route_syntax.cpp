// A capture that is never closed: the caret stands below it.
// error: GET "/users/{id"
// error:             ^ '{' is never closed
#include "kaon/web/web.hpp"

using namespace kaon;

auto app() {
    return Router{get<"/users/{id">([](Path<int>) { return "a"; })};
}
