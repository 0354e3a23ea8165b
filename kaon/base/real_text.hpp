// Real numbers as text and back: the shortest text that reads back the same, and correctly rounded reading.
//
//   char text[real_text_size];
//   std::string_view shown(text, write_real(text, 0.1) - text);    // "0.1"
//
// Reading is here for the browser only: elsewhere std::from_chars does it. In a browser the page does both
// (kaon/browser/glue/numbers.js): the tables that libc++ brings for it are 110 kB of a program. There a float is read
// through a double. Threads: pure.
#pragma once

#include <charconv>
#include <cstddef>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

inline constexpr std::size_t real_text_size = 32;

#if defined(__wasm__)
// Give the end of what was written. `value` is finite.
char* write_real(char* at, double value);
char* write_real(char* at, float value);
// NaN for what is no number, infinity for what is too large. `text` holds digits, '.', 'e', 'E', '+' and '-' only.
double read_real(std::string_view text);
#else
inline char* write_real(char* at, double value) { return std::to_chars(at, at + real_text_size, value).ptr; }
inline char* write_real(char* at, float value) { return std::to_chars(at, at + real_text_size, value).ptr; }
#endif

}  // namespace kaon::inline v0
