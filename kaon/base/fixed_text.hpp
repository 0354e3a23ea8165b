// A string literal as a template argument, and names of types as the compiler prints them.
//
//   template <FixedText Pattern, class F> auto get(F handler);
//   get<"/users/{id}">(show_user);
//   type_name<Duration>()              // "Duration"
//
// Threads: constants.
#pragma once

#include <cstddef>
#include <cstdint>
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

// 64-bit FNV-1a. Keys compile-time tables; not for hash tables filled by outside input.
constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t seed = 14695981039346656037u) {
    for (char c : text) seed = (seed ^ static_cast<std::uint8_t>(c)) * 1099511628211u;
    return seed;
}

// The name of T as a message should show it: without "kaon::".
template <class T>
consteval std::string_view type_name() {
    // Without a search: the compiler evaluates this for every type there is, character by character.
    constexpr std::size_t begin = sizeof("std::string_view kaon::type_name() [T = ") - 1;
    const char* name = __PRETTY_FUNCTION__ + begin;
    std::size_t size = sizeof(__PRETTY_FUNCTION__) - begin - 2;
    if (size > 6 && __builtin_memcmp(name, "kaon::", 6) == 0) name += 6, size -= 6;
    return {name, size};
}

}  // namespace kaon::inline v0
