// fnv1a(): a 64-bit key of a text, the same in the compiler and in every run of every program.
//
//   template <> struct Described<fnv1a("select 1")> { ... };
//   fnv1a("b", fnv1a("a")) == fnv1a("ab")
//
// FNV-1a of G. Fowler, L. C. Noll and K.-P. Vo (draft-eastlake-fnv). Anybody can make two texts of one key: not for
// hash tables that outside input fills. Threads: a pure function.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t seed = 14695981039346656037u) {
    for (char c : text) seed = (seed ^ static_cast<std::uint8_t>(c)) * 1099511628211u;
    return seed;
}

}  // namespace kaon::inline v0
