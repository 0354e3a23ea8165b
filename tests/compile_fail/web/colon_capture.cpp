// A capture as other frameworks write it.
// error: GET "/users/:id"
// error: ^ a capture is written "/{name}", the rest of the path "/{*name}"
#include "kaon/web/web.hpp"

using namespace kaon;

auto app() {
    return Router{get<"/users/:id">([] { return "a"; })};
}
