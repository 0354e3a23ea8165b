// A handler that has the name of a function that makes views, where both are included.
// error: invokes a deleted function: this name stands for several functions, one of them Kaon's or C's: write ::name
#include "kaon/ui/flow.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

std::string show(Path<int>) { return "x"; }

auto app() {
    return Router{get<"/{id}">(show), fallback([] { return "y"; })};
}
