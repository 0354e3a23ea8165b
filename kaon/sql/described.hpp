// What the describe step knows of a query: the shape of the facts that its generated headers hold, one per query text.
//
// A generated header holds specialisations of Described, keyed by fnv1a of the query's text. Nobody else includes or
// writes them; "kaon/sql/query.hpp" reads them. Light on purpose: it comes first in every source with checked SQL.
//
//   template <>
//   struct Described<0x1d5f...u> {
//       static constexpr bool known = true;
//       static constexpr QueryFacts facts{0x1d5f...u, "SELECT 1", ...};
//   };
//
// Threads: constants.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

// What a column or parameter holds. `unknown`: the engine does not say, so the query must.
enum class SqlType : std::uint8_t { unknown, integer, real, text, bytes };

namespace detail {

struct ParamFact {
    std::string_view name;  // as written: "$1", ":id"
    SqlType type;
    bool nullable;  // false: NULL would violate a NOT NULL column
};

struct ColumnFact {
    std::string_view name;
    SqlType type;
    bool nullable;
};

struct QueryFacts {
    std::uint64_t hash = 0;
    std::string_view text;
    const ParamFact* params = nullptr;
    const ColumnFact* columns = nullptr;
    const std::uint16_t* slots = nullptr;  // slots[i]: the argument that the engine's parameter i + 1 takes
    std::uint16_t param_count = 0;
    std::uint16_t column_count = 0;
    std::uint16_t slot_count = 0;
    bool read_only = false;
    std::string_view problem;  // not empty: the engine refused the query, in words for the compiler to print
};

template <std::uint64_t Hash>
struct Described {
    static constexpr bool known = false;
};

}  // namespace detail
}  // namespace kaon::inline v0
