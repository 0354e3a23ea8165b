// A view as a response: what it looks at has ended with the handler.
// error: returns 'std::basic_string_view<char>', which is no response.
// error: remedy: return std::string
#include "kaon/web/web.hpp"

using namespace kaon;

auto app() {
    return Router{get<"/">([] { return std::string_view("a"); })};
}
