// A handler that has the name of a function of C, for a route that is checked at start-up.
// error: invokes a deleted function: this name stands for several functions, one of them Kaon's or C's: write ::name
#include <cstdio>

#include "kaon/web/web.hpp"

using namespace kaon;

std::string remove() { return "x"; }

auto app() { return Router{route(http::Method::post, "/remove", remove)}; }
