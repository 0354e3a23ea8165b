// The path is the function's address for good, so it is written as it is.
// error: ServerFunction "/fn/{name}"
// error: ^ the path is written as it is: letters, digits, '-', '_', '.' and '/'
#include "kaon/app/server_function.hpp"

struct Find {
    std::int64_t id;
};
constexpr kaon::ServerFunction<"/fn/{name}", Find> find{};
