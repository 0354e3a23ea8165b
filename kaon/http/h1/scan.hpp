// Searches for the bytes that end the pieces of a message head, sixteen at a time where the processor can.
//
//   const char* stop = find_stop<Stop::value>(begin, at, end);      // the end of a field's value
//
// `begin` is where the readable bytes start: near their end the last sixteen are looked at, if there are as many.
// Never reads outside [begin, end). Gives `end` when no byte stops. The compiler's vectors become SSE2 or NEON; on
// other processors, and in the test that compares the two, one byte is looked at after the other.
// Threads: pure functions.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::h1::detail {

enum class Stop {
    value,    // what may not stand in a field value: controls but tab (RFC 9110, section 5.5)
    target,   // what may not stand in a target: controls, space, bytes from 0x7f on
    path,     // these, and what a target is split at or may be refused for: '?', '%', '#'
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
    else if constexpr (stop == Stop::path) return stops<Stop::target>(c) || byte == '?' || byte == '%' || byte == '#';
    else if constexpr (stop == Stop::escape) return byte == '%' || byte == '#';
    else if constexpr (stop == Stop::name) return !letter && byte != '-';
    else return !letter && !(byte >= '0' && byte <= '9') && byte != '-' && byte != '.';
}

enum class Lanes : bool { one, sixteen };
#if defined(__SSE2__) || defined(__ARM_NEON)
inline constexpr Lanes native_lanes = Lanes::sixteen;
#else
inline constexpr Lanes native_lanes = Lanes::one;
#endif

// One bit for each of sixteen bytes: set where it stops, and for Stop::value also where it may (see find_stop).
template <Stop stop>
inline std::uint32_t stop_mask(const char* at) {
    using Bytes = unsigned char __attribute__((ext_vector_type(16)));
    using Bits = bool __attribute__((ext_vector_type(16)));
    Bytes bytes;
    __builtin_memcpy(&bytes, at, sizeof bytes);
    const auto to_mask = [](auto found) -> std::uint32_t {
        return std::bit_cast<std::uint16_t>(__builtin_convertvector(found, Bits));
    };
    // A range of bytes is moved to start at 0, so that one comparison tells, also of one that goes round at 0xff.
    if constexpr (stop == Stop::value) {
        return to_mask(Bytes(bytes - 0x7f) < 0xa1);  // from 0x7f round to 0x1f: tab and 0x80 to 0xff among them
    } else if constexpr (stop == Stop::target) {
        return to_mask(Bytes(bytes - 0x7f) < 0xa2);
    } else if constexpr (stop == Stop::path) {
        return to_mask((Bytes(bytes - 0x7f) < 0xa2) | (bytes == '?') | (bytes == '%') | (bytes == '#'));
    } else if constexpr (stop == Stop::escape) {
        return to_mask((bytes == '%') | (bytes == '#'));
    } else {
        auto good = (Bytes((bytes | 0x20) - 'a') < 26) | (bytes == '-');
        if constexpr (stop == Stop::host) good = good | (bytes == '.') | (Bytes(bytes - '0') < 10);
        return to_mask(~good);
    }
}

// The last few bytes.
template <Stop stop, Lanes lanes>
[[gnu::noinline]] const char* find_stop_in_tail([[maybe_unused]] const char* begin, const char* at, const char* end) {
    if constexpr (lanes == Lanes::sixteen) {
        if (at != end && end - begin >= 16) {
            const std::uint32_t mask = stop_mask<stop>(end - 16) >> (16 - (end - at));
            if (!mask) return end;
            at += __builtin_ctz(mask);
        }
    }
    while (at != end && !stops<stop>(*at)) ++at;
    return at;
}

template <Stop stop, Lanes lanes = native_lanes>
inline const char* find_stop(const char* begin, const char* at, const char* end) {
    if constexpr (lanes == Lanes::sixteen) {
        while (end - at >= 16) {
            const std::uint32_t mask = stop_mask<stop>(at);
            if (!mask) {
                at += 16;
                continue;
            }
            at += __builtin_ctz(mask);
            if (stop != Stop::value || *at == '\r' || stops<stop>(*at)) return at;
            ++at;  // a tab, or no ASCII: on behind it
        }
    }
    return find_stop_in_tail<stop, lanes>(begin, at, end);
}

// Does a byte of [at, until) stop? Bytes can be read up to `end`.
template <Stop stop, Lanes lanes = native_lanes>
inline bool contains(const char* at, const char* until, [[maybe_unused]] const char* end) {
    static_assert(stop != Stop::value, "its mask has more bits than bytes that stop");
    if constexpr (lanes == Lanes::sixteen) {
        for (; until - at >= 16; at += 16) {
            if (stop_mask<stop>(at)) return true;
        }
        if (end - at >= 16) return stop_mask<stop>(at) & ((1u << (until - at)) - 1);
    }
    while (at < until) {
        if (stops<stop>(*at++)) return true;
    }
    return false;
}

// Where the name that starts a line ends, when it is followed by a colon and simple and short enough to be seen at
// once; null otherwise.
template <Lanes lanes = native_lanes>
inline const char* find_plain_colon([[maybe_unused]] const char* line, [[maybe_unused]] const char* end) {
    if constexpr (lanes == Lanes::one) {
        return nullptr;
    } else {
        if (end - line < 16) return nullptr;
        std::uint32_t mask = stop_mask<Stop::name>(line);
        if (!mask && end - line >= 32) [[unlikely]]
            mask = stop_mask<Stop::name>(line + 16) << 16;
        if (!mask || mask & 1) return nullptr;
        const char* const stop = line + __builtin_ctz(mask);
        return *stop == ':' ? stop : nullptr;
    }
}

}  // namespace kaon::inline v0::http::h1::detail
