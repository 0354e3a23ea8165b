// A body gives the output of its function.
// error: serve<"/fn/find">: the body returns 'Task<Find>', and the function gives 'Row'.
// error: remedy: Task<Row>, or that type itself, or a Result of it.
#include "kaon/app/server/serve.hpp"

using namespace kaon;

struct Find {
    std::int64_t id;
};
struct Row {
    std::int64_t id;
};
constexpr ServerFunction<"/fn/find", Find, Row> find_row{};
Task<Find> find_it(Find input) { co_return input; }

auto routes() { return Router{serve<find_row>(find_it)}; }
