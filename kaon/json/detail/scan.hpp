// Finding the bytes that matter in text, 16 (SSE2) or 8 (plain words, wasm) at a time.
//
//   const Block block(at);                        // Block::size readable bytes
//   if (block.special) at += block.first_special();
//
// Threads: pure functions.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "kaon/base/config.hpp"

namespace kaon::inline v0::json::detail {

// What one block of text holds: a bit per byte (SSE2) or the top bit of every byte (words).
#if defined(__SSE2__)
struct Block {
    static constexpr std::size_t size = 16;
    std::uint32_t special;  // a quote, a backslash or a control character
    std::uint32_t high;     // not ASCII

    explicit Block(const char* p) {
        const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
        const __m128i quote = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
        const __m128i slash = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
        special = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, slash), control)));
        high = static_cast<std::uint32_t>(_mm_movemask_epi8(v));
    }
    std::size_t first_special() const { return static_cast<std::size_t>(std::countr_zero(special)); }
    bool high_before_special() const { return (high & (special ^ (special - 1))) != 0; }
};
#endif

// The same for eight bytes in a word; used for tails, and for everything where there is no SSE2.
struct Word {
    static constexpr std::size_t size = 8;
    std::uint64_t special;
    std::uint64_t high;

    explicit Word(const char* p) {
        std::uint64_t v;
        std::memcpy(&v, p, 8);
        *this = Word(v);
    }
    explicit Word(std::uint64_t v) {
        constexpr std::uint64_t ones = 0x0101010101010101u, tops = ones * 0x80;
        high = v & tops;
        // Exact per byte: no borrow from a neighbour, since the top bits are taken out first.
        const std::uint64_t low = v & ~tops;
        const auto zero = [](std::uint64_t x) { return ~((x + ones * 0x7F) | x) & tops; };
        const std::uint64_t control = ~(low + ones * (0x80 - 0x20)) & tops;
        special = (zero(low ^ (ones * '"')) | zero(low ^ (ones * '\\')) | control) & ~high;
    }
    std::size_t first_special() const { return static_cast<std::size_t>(std::countr_zero(special)) / 8; }
    bool high_before_special() const { return (high & (special ^ (special - 1))) != 0; }
};

#if !defined(__SSE2__)
using Block = Word;
#endif

// Whether the first n bytes are equal. `key` has 16 readable bytes behind its end, `text` has `left` bytes in all.
inline bool starts_with_key(const char* text, std::size_t left, const char* key, std::size_t n) {
#if defined(__SSE2__)
    if (n <= 16 && left >= 16) {
        const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
        const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(key));
        const auto equal = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(a, b)));
        const std::uint32_t wanted = (1u << n) - 1;
        return (equal & wanted) == wanted;
    }
#endif
    return left >= n && std::memcmp(text, key, n) == 0;
}

}  // namespace kaon::inline v0::json::detail
