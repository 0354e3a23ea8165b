// Captures taken by name: a field that the route does not name.
// error: 1st argument: 'Path<Place>': its field 'town' has no capture in the route.
// error: remedy: add a segment "/{town}" to the route, or rename the field.
#include "kaon/web/web.hpp"

using namespace kaon;

struct Place {
    std::string country;
    std::string town;
};
std::string show(Path<Place>) { return {}; }

auto app() { return Router{get<"/{country}/{city}">(show)}; }
