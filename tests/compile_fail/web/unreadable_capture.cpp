// A capture cannot become any struct.
// error: 1st argument: 'Path<std::vector<int>>': 'std::vector<int>' cannot be made from text.
// error: remedy: use integers, std::string
#include "kaon/web/web.hpp"

using namespace kaon;

auto app() {
    return Router{get<"/{id}">([](Path<std::vector<int>>) { return "x"; })};
}
