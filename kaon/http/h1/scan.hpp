// Searches for the bytes that end the pieces of a message head, sixteen at a time; the only place with CPU intrinsics.
//
//   const char* stop = find_stop<Stop::value>(begin, at, end);      // the end of a field's value
//
// `begin` is where the readable bytes start: near their end the last sixteen are looked at, if there are as many.
// Never reads outside [begin, end). Gives `end` when no byte stops. Threads: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kaon/base/config.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kaon::inline v0::http::h1::detail {

enum class Stop {
    value,    // what may not stand in a field value: controls but tab (RFC 9110, section 5.5)
    target,   // what may not stand in a target: controls, space, bytes from 0x7f on
    special,  // what a target is split at or may be refused for: '?', '%', '#'
    escape,   // the last two of these
    name,     // anything but letters and '-'; the rarer token characters are looked at one by one
    host,     // anything but letters, digits, '-' and '.'; the rarer kinds of hosts are looked at one by one
};

template <Stop stop>
constexpr bool stops(char c) {
    const auto byte = static_cast<unsigned char>(c);
    const auto lower = static_cast<unsigned char>(byte | 0x20);
    const bool letter = lower >= 'a' && lower <= 'z';
    if constexpr (stop == Stop::value) return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    else if constexpr (stop == Stop::target) return byte <= 0x20 || byte >= 0x7f;
    else if constexpr (stop == Stop::special) return byte == '?' || byte == '%' || byte == '#';
    else if constexpr (stop == Stop::escape) return byte == '%' || byte == '#';
    else if constexpr (stop == Stop::name) return !letter && byte != '-';
    else return !letter && !(byte >= '0' && byte <= '9') && byte != '-' && byte != '.';
}

#if defined(__SSE2__)
// One bit for each of sixteen bytes: set where it stops, and for Stop::value also where it may (see find_stop).
template <Stop stop>
inline std::uint32_t stop_mask(const char* at) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto all = [](int c) { return _mm_set1_epi8(static_cast<char>(c)); };
    const auto is = [&](char c) { return _mm_cmpeq_epi8(bytes, all(c)); };
    // Comparisons are signed: a range is moved so that it starts at -128.
    const auto in = [&](__m128i value, int first, int count) {
        return _mm_cmpgt_epi8(all(-128 + count), _mm_add_epi8(value, all(-128 - first)));
    };
    __m128i found;
    if constexpr (stop == Stop::value) {
        found = in(bytes, 0x7f, 0x80 + 1 + 0x20);  // from 0x7f round to 0x1f: tab and 0x80 to 0xff among them
    } else if constexpr (stop == Stop::target) {
        found = in(bytes, 0x7f, 0x80 + 1 + 0x21);
    } else if constexpr (stop == Stop::special) {
        found = _mm_or_si128(_mm_or_si128(is('?'), is('%')), is('#'));
    } else if constexpr (stop == Stop::escape) {
        found = _mm_or_si128(is('%'), is('#'));
    } else {
        __m128i good = _mm_or_si128(in(_mm_or_si128(bytes, all(0x20)), 'a', 26), is('-'));
        if constexpr (stop == Stop::host) good = _mm_or_si128(_mm_or_si128(good, is('.')), in(bytes, '0', 10));
        return static_cast<std::uint32_t>(_mm_movemask_epi8(good)) ^ 0xffffu;
    }
    return static_cast<std::uint32_t>(_mm_movemask_epi8(found));
}
#endif

// The last few bytes.
template <Stop stop>
[[gnu::noinline]] const char* find_stop_in_tail([[maybe_unused]] const char* begin, const char* at, const char* end) {
#if defined(__SSE2__)
    if (at != end && end - begin >= 16) {
        const std::uint32_t mask = stop_mask<stop>(end - 16) >> (16 - (end - at));
        if (!mask) return end;
        at += __builtin_ctz(mask);
    }
#endif
    while (at != end && !stops<stop>(*at)) ++at;
    return at;
}

template <Stop stop>
inline const char* find_stop(const char* begin, const char* at, const char* end) {
#if defined(__SSE2__)
    for (std::ptrdiff_t left = end - at; left >= 16;) {
        const std::uint32_t mask = stop_mask<stop>(at);
        std::ptrdiff_t step = 16;
        if (mask) {
            at += __builtin_ctz(mask);
            if (stop != Stop::value || *at == '\r' || stops<stop>(*at)) return at;
            step = 1;  // a tab, or no ASCII: on behind it
            left = end - at;
        }
        at += step;
        left -= step;
    }
#endif
    return find_stop_in_tail<stop>(begin, at, end);
}

// Does a byte of [at, until) stop? Bytes can be read up to `end`.
template <Stop stop>
inline bool contains(const char* at, const char* until, [[maybe_unused]] const char* end) {
#if defined(__SSE2__)
    for (; until - at >= 16; at += 16) {
        if (stop_mask<stop>(at)) return true;
    }
    if (end - at >= 16) return stop_mask<stop>(at) & ((1u << (until - at)) - 1);
#endif
    while (at < until) {
        if (stops<stop>(*at++)) return true;
    }
    return false;
}

// Where the name that starts a line ends, when it is followed by a colon and simple and short enough to be seen at
// once; null otherwise.
inline const char* find_plain_colon([[maybe_unused]] const char* line, [[maybe_unused]] const char* end) {
#if defined(__SSE2__)
    if (end - line < 16) return nullptr;
    std::uint32_t mask = stop_mask<Stop::name>(line);
    if (!mask && end - line >= 32) [[unlikely]]
        mask = stop_mask<Stop::name>(line + 16) << 16;
    if (!mask || mask & 1) return nullptr;
    const char* const stop = line + __builtin_ctz(mask);
    return *stop == ':' ? stop : nullptr;
#else
    return nullptr;
#endif
}

}  // namespace kaon::inline v0::http::h1::detail
