// Finds checked queries in C++ sources: sql<"...">, raw strings and adjacent literals too, outside comments and
// strings.
//
//   scan("sql<\"SELECT 1\">()").queries       // {"SELECT 1"}
//
// Threads: a pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::sqlcheck {

struct Scanned {
    std::vector<std::string> queries;   // texts as the compiler sees them, each once
    std::vector<std::size_t> lines{};   // of each query: where it begins, from 1
    std::vector<std::string> includes;  // of #include "..."
};

Scanned scan(std::string_view source);

}  // namespace kaon::inline v0::sqlcheck
