// FixedText: a string literal as a template argument.
//
//   template <FixedText Pattern, class F> auto get(F handler);
//   get<"/users/{id}">(show_user);
//
// Every literal makes a type of its own of what it is given to, and its characters are part of that type's symbols: for
// short texts that the compiler is to check. Threads: constants.
#pragma once

#include <cstddef>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

// Holds the characters of a literal, the closing zero included, as a structural type.
template <std::size_t N>
struct FixedText {
    char chars[N]{};

    consteval FixedText(const char (&text)[N]) {
        for (std::size_t i = 0; i < N; ++i) chars[i] = text[i];
    }
    constexpr std::string_view view() const { return {chars, N - 1}; }
};

}  // namespace kaon::inline v0
