// Arguments that cannot be listed.
// error: takes arguments that cannot be listed (a generic lambda, an overload set
// error: remedy: name every parameter type.
#include "kaon/web/web.hpp"

using namespace kaon;

auto app() {
    return Router{get<"/">([](auto) { return "x"; })};
}
