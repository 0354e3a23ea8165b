// The page of a form's errors is a response.
// error: serve<"/fn/find">: `again` of its form does not fit.
// error: remedy: a const callable that takes const Retry<Find>& (and Request&, if it wants) and gives a response
#include "kaon/app/server/serve.hpp"

using namespace kaon;

struct Find {
    std::int64_t id;
};
constexpr ServerFunction<"/fn/find", Find> find_row{};
void find_it(Find) {}

auto routes() {
    return Router{
        serve<find_row>(find_it, FormReply{.done = [] { return "/"; }, .again = [](const Find&) { return "/"; }})};
}
