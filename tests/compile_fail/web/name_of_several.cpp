// A handler that has the name of a function of Kaon, under `using namespace kaon`.
// error: invokes a deleted function: this name stands for several functions, one of them Kaon's or C's: write ::name
#include "kaon/web/web.hpp"

using namespace kaon;

std::string put() { return "x"; }

auto app() { return Router{get<"/">(::put), get<"/put">(put)}; }
