// What cannot stand around a handler.
// error: 'Stamp' is not a layer.
// error: remedy: give it Task<http::Response> operator()(Request&, Next) const.
#include "kaon/web/web.hpp"

using namespace kaon;

struct Stamp {};

auto app() {
    return Router{get<"/">([] { return "x"; }), layer(Stamp{})};
}
