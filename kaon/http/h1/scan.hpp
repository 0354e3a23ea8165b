// Searches for the bytes that end the pieces of a message head, sixteen at a time; the only place with CPU intrinsics.
//
// `begin` is where the readable bytes start: near their end the last sixteen are looked at, if there are as many.
// Never reads outside [begin, end). Gives `end` when no byte stops.
#pragma once

#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kaon::h1::detail {

enum class Stop {
    value,    // what may not stand in a field value: controls but tab (RFC 9110, section 5.5)
    target,   // what may not stand in a target: controls, space, bytes from 0x7f on
    special,  // what a target is split at or refused for: '?', '%', '#'
    name,     // anything but letters, digits and '-'; the rarer token characters are looked at one by one
};

template <Stop stop>
constexpr bool stops(char c) {
    const auto byte = static_cast<unsigned char>(c);
    const auto lower = static_cast<unsigned char>(byte | 0x20);
    if constexpr (stop == Stop::value) return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    else if constexpr (stop == Stop::target) return byte <= 0x20 || byte >= 0x7f;
    else if constexpr (stop == Stop::special) return byte == '?' || byte == '%' || byte == '#';
    else return !((lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || byte == '-');
}

#if defined(__SSE2__)
// One bit for each of sixteen bytes, set where it stops.
template <Stop stop>
inline std::uint32_t stop_mask(const char* at) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto all = [](char c) { return _mm_set1_epi8(c); };
    const auto is = [&](char c) { return _mm_cmpeq_epi8(bytes, all(c)); };
    const auto up_to = [&](__m128i value, char most) { return _mm_cmpeq_epi8(_mm_min_epu8(value, all(most)), value); };
    __m128i found;
    if constexpr (stop == Stop::value) {
        found = _mm_or_si128(_mm_andnot_si128(is('\t'), up_to(bytes, 0x1f)), is(0x7f));
    } else if constexpr (stop == Stop::target) {
        found = _mm_or_si128(_mm_cmplt_epi8(bytes, all(0x21)), is(0x7f));  // signed: from 0x80 on is below the space
    } else if constexpr (stop == Stop::special) {
        found = _mm_or_si128(_mm_or_si128(is('?'), is('%')), is('#'));
    } else {
        const __m128i letter = up_to(_mm_sub_epi8(_mm_or_si128(bytes, all(0x20)), all('a')), 25);
        const __m128i digit = up_to(_mm_sub_epi8(bytes, all('0')), 9);
        const __m128i good = _mm_or_si128(_mm_or_si128(letter, digit), is('-'));
        return static_cast<std::uint32_t>(_mm_movemask_epi8(good)) ^ 0xffffu;
    }
    return static_cast<std::uint32_t>(_mm_movemask_epi8(found));
}
#endif

template <Stop stop>
inline const char* find_stop([[maybe_unused]] const char* begin, const char* at, const char* end) {
#if defined(__SSE2__)
    while (end - at >= 16) {
        if (const std::uint32_t mask = stop_mask<stop>(at)) return at + __builtin_ctz(mask);
        at += 16;
    }
    if (at == end) return end;
    if (end - begin >= 16) {
        const std::uint32_t mask = stop_mask<stop>(end - 16) >> (16 - (end - at));
        return mask ? at + __builtin_ctz(mask) : end;
    }
#endif
    while (at != end && !stops<stop>(*at)) ++at;
    return at;
}

}  // namespace kaon::h1::detail
