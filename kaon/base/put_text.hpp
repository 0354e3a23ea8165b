// put_text: appends a short text to memory that has room for it, for writers that put together a head or a line.
//
//   char* at = put_text(begin, "content-type: ");      // a literal: a few moves
//   at = put_text(at, type);                           // others: no call, where memcpy makes one
//
// Threads: pure functions. Nothing is checked: `at` has room for all of it.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

// Gives where the next one goes. Both ends of a text are copied as words, which meet or overlap.
inline char* put_text(char* at, std::string_view text) {
    const std::size_t size = text.size();
    const char* from = text.data();
    if (size > 32) {
        std::memcpy(at, from, size);
    } else if (size >= 16) {
        std::memcpy(at, from, 16);
        std::memcpy(at + size - 16, from + size - 16, 16);
    } else if (size >= 8) {
        std::memcpy(at, from, 8);
        std::memcpy(at + size - 8, from + size - 8, 8);
    } else if (size >= 4) {
        std::memcpy(at, from, 4);
        std::memcpy(at + size - 4, from + size - 4, 4);
    } else if (size > 0) {
        at[0] = from[0];
        at[size / 2] = from[size / 2];
        at[size - 1] = from[size - 1];
    }
    return at + size;
}

template <std::size_t size>
[[gnu::always_inline]] inline char* put_text(char* at, const char (&literal)[size]) {
    std::memcpy(at, literal, size - 1);
    return at + size - 1;
}

}  // namespace kaon::inline v0
