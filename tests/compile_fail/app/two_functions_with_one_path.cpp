// Two functions cannot have one address.
// error: route 2, POST /fn/find, answers the same requests as route 1, POST /fn/find.
// error: remedy: remove one, or give them different literal segments.
#include "kaon/app/server/serve.hpp"

using namespace kaon;

struct Find {
    std::int64_t id;
};
struct Look {
    std::string name;
};
constexpr ServerFunction<"/fn/find", Find> find_row{};
constexpr ServerFunction<"/fn/find", Look> look_up{};
void find_it(Find) {}
void look_it_up(Look) {}

auto routes() { return Router{serve<find_row>(find_it), serve<look_up>(look_it_up)}; }
