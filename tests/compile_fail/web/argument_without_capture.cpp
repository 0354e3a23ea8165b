// A Path argument that the route has no segment for.
// error: GET /users  ->  lambda (Path<int>)
// error: 1st argument: 'Path<int>' has no capture in the route (0 captured, 1 taken).
// error: remedy: add a segment such as "/{id}" to the route, or drop the argument.
#include "kaon/web/web.hpp"

using namespace kaon;

auto app() {
    return Router{get<"/users">([](Path<int>) { return "x"; })};
}
