// Utf8Check: is text that comes in pieces UTF-8 so far? Says no at the first byte that cannot be (RFC 3629), which may
// be long before the text ends, and may be in the middle of a code point.
//
//   Utf8Check check;
//   if (!check.feed(piece)) ...                // hopeless, whatever follows
//   if (!check.complete()) ...                 // at the end: a code point is cut off
//
// Threads: a value.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::ws {

class Utf8Check {
public:
    bool feed(std::string_view piece);
    bool complete() const { return missing_ == 0; }
    void reset() { *this = {}; }

private:
    bool begin(unsigned char first);

    std::uint8_t missing_ = 0;    // bytes that the code point still needs
    std::uint8_t least_ = 0x80;   // the range of the next of them
    std::uint8_t most_ = 0xbf;
};

}  // namespace kaon::inline v0::http::ws
