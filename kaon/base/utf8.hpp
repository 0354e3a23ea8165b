// UTF-8 as text limits and decoders need it: is it valid, how many code points, where does one end.
//
//   is_utf8("caf\xc3\xa9")               // true
//   count_code_points("caf\xc3\xa9")     // 4
//   code_point_length("\xc3")            // 0: cut off
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

// Code points of valid UTF-8; in other text, every byte that does not continue one counts.
std::size_t count_code_points(std::string_view text);

// Appends a code point; what is none (a surrogate, above U+10FFFF) becomes U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace kaon::inline v0
