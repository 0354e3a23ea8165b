// What is as wide as the machine would be read differently by the browser.
// error: ServerFunction "/fn/count": its input 'Count' holds a 'std::size_t', which has 64 bits
// error: remedy: std::int64_t, std::uint64_t or another type of fixed width.
#include <cstddef>

#include "kaon/app/server_function.hpp"

struct Count {
    std::int64_t id;
    std::size_t n;
};
constexpr kaon::ServerFunction<"/fn/count", Count> count{};
