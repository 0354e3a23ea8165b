// The input is the content.
// error: POST /fn/find  ->  void (Find, Json<Find>)
// error: 2nd argument: 'Json<Find>' reads the body, and so does the 1st argument
// error: remedy: the body can be read once: keep one of the two.
#include "kaon/app/server/serve.hpp"

using namespace kaon;

struct Find {
    std::int64_t id;
};
constexpr ServerFunction<"/fn/find", Find> find_row{};
void find_it(Find, Json<Find>) {}

auto routes() { return Router{serve<find_row>(find_it)}; }
