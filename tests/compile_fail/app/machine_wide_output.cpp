// However deep it lies.
// error: ServerFunction "/fn/list": its output 'std::vector<Row>' holds a 'std::vector<unsigned long>'
// error: remedy: std::int64_t, std::uint64_t or another type of fixed width.
#include <optional>
#include <vector>

#include "kaon/app/server_function.hpp"

struct Row {
    std::optional<std::uint64_t> id;
    std::vector<unsigned long> sizes;
};
struct List {
    std::string filter;
};
constexpr kaon::ServerFunction<"/fn/list", List, std::vector<Row>> list{};
