// UTF-8 as text limits and decoders need it: is it valid, how many code points, where does one end.
//
//   is_utf8("caf\xc3\xa9")               // true
//   count_code_points("caf\xc3\xa9")     // 4
//   code_point_length("\xc3")            // 0: cut off
//   first_code_point("\xc3\xa9t").value   // U'\u00e9'
//   utf8_prefix("\xc3\xa9t", 1)           // "": the first one has two bytes
//
// Valid means RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. Threads: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

bool is_utf8(std::string_view text);

// The length in bytes of the code point that `text` starts with; 0 when it starts with none (or is empty).
std::size_t code_point_length(std::string_view text);

// The code point that `text` starts with; of length 0 when it starts with none (or is empty).
struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0;  // in bytes
};
CodePoint first_code_point(std::string_view text);

// The longest beginning of at most `size` bytes that does not end within a code point.
std::string_view utf8_prefix(std::string_view text [[clang::lifetimebound]], std::size_t size);

// Code points of valid UTF-8; in other text, every byte that does not continue one counts.
std::size_t count_code_points(std::string_view text);

// Appends a code point; what is none (a surrogate, above U+10FFFF) becomes U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace kaon::inline v0
