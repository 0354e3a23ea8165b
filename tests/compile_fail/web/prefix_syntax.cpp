// A prefix is not a whole path.
// error: nest "/api/"
// error:           ^ a prefix does not end with '/'
#include "kaon/web/web.hpp"

using namespace kaon;

auto app() {
    return Router{nest<"/api/">(Router{get<"/">([] { return "x"; })})};
}
