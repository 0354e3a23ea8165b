// LiteralPaths: the routes without captures, found by their whole path at once.
//
//   LiteralPaths paths;
//   paths.add("/about", 3);
//   paths.find("/about")          // 3
//
// Literals come before captures in every segment, so a route that is the path itself is always the one that the tree
// would find. Paths with a percent sign are the tree's: they are compared after decoding. Cost: a hash of the size and
// the ends, a comparison. The table is filled at start-up from the program's own routes; what clients ask for cannot
// make it slow: no probe is longer than the longest run of routes that fell together.
// Threads: read by all cores once it has been filled.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::web {

class LiteralPaths {
public:
    static constexpr std::uint32_t none = UINT32_MAX;

    // Patterns with captures or a percent sign are passed over, and so is a path that is there already.
    void add(std::string_view pattern, std::uint32_t value);
    std::uint32_t find(std::string_view path) const;

private:
    struct Slot {
        std::string text;  // empty: free
        std::uint32_t value = none;
    };
    std::size_t place(std::string_view path) const;
    void insert(Slot slot);

    std::vector<Slot> slots_;  // a power of two, at most half of them taken
    std::size_t count_ = 0;
};

}  // namespace kaon::inline v0::web
