// A body gets the input of its function.
// error: serve<"/fn/find">: the body takes no 'Find', the input of the function.
// error: remedy: exactly one parameter of that type, by value.
#include "kaon/app/server/serve.hpp"

using namespace kaon;

struct Find {
    std::int64_t id;
};
struct Row {
    std::int64_t id;
};
constexpr ServerFunction<"/fn/find", Find, Row> find_row{};
Task<Row> find_it(Request&) { co_return Row{1}; }

auto routes() { return Router{serve<find_row>(find_it)}; }
