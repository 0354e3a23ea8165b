// Both halves walk the output field by field.
// error: ServerFunction "/fn/find": its output: field 'next' of 'Row': 'Row*' cannot be read or written field by field.
// error: remedy: a value, std::optional or std::unique_ptr.
#include "kaon/app/server_function.hpp"

struct Row {
    std::int64_t id;
    Row* next;
};
struct Find {
    std::int64_t id;
};
constexpr kaon::ServerFunction<"/fn/find", Find, Row> find{};
