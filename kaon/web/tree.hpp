// Tree: finds the route of a path: literal segments before captures before the rest of the path, decided segment by
// segment from the left, with backtracking. The order of registration never matters.
//
//   Tree tree;
//   tree.add("/users/{id}", 0);  tree.add("/users/me", 1);
//   tree.find("/users/m%65", captures).value       // 1: segments are compared after percent-decoding
//
// "%2F" stays inside its segment. A capture is never empty. Cost: a comparison or two per segment, no allocation unless
// the path is percent-encoded; a node is visited at most once, so no path is slow. Limits: 64 segments. Threads: read
// by all cores once it has been filled.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/web/literal_paths.hpp"
#include "kaon/web/pattern.hpp"
#include "kaon/web/request.hpp"

namespace kaon::inline v0::web {

class Tree {
public:
    static constexpr std::uint32_t none = UINT32_MAX;
    static constexpr std::size_t max_segments = 64;

    struct Found {
        enum Outcome : std::uint8_t { matched, no_route, bad_encoding } outcome;
        std::uint32_t value = none;
    };

    // The value that this path of captures and literals leads to; `value` when it is new.
    std::uint32_t add(std::string_view pattern, std::uint32_t value);
    // Fills the captures on a match. Views in them point into `path` or into what captures.decoded holds.
    Found find(std::string_view path, Captures& captures) const {
        captures.count = 0;
        if (const std::uint32_t value = literal_paths_.find(path); value != none) return {Found::matched, value};
        return walk_to(path, captures);
    }

private:
    struct Child {
        std::string text;
        std::uint32_t node;
    };
    struct Node {
        std::vector<Child> literals;  // by size, then by bytes
        std::uint32_t capture = none;  // a node
        std::uint32_t value = none;    // of a path that ends here
        std::uint32_t rest = none;     // value of a path that takes the rest from here
    };
    struct Walk;

    std::uint32_t literal(std::uint32_t node, std::string_view text) const;
    std::uint32_t child(std::uint32_t node, std::string_view segment);
    Found walk_to(std::string_view path, Captures& captures) const;
    std::uint32_t walk(Walk& walk, std::uint32_t node, std::size_t segment) const;

    LiteralPaths literal_paths_;
    std::vector<Node> nodes_ = std::vector<Node>(1);
};

}  // namespace kaon::inline v0::web
