// ASCII characters and text without a locale: what grammars of protocols and file formats ask of a byte.
//
//   ascii::hex_value('f')          // 15; -1 for what is no hexadecimal digit
//   ascii::lower('F')              // 'f'
//   ascii::trimmed(" a b\t")       // "a b"
//
// Bytes from 0x80 on are none of it. Threads: pure functions; trimmed() gives a view into its text.
#pragma once

#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::ascii {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }

// Letters of the other case; all else stays.
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
constexpr char upper(char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; }

// The value of a hexadecimal digit of either case; -1 for anything else.
constexpr int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    const char letter = lower(c);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}
constexpr bool is_hex_digit(char c) { return hex_value(c) >= 0; }

// Without spaces and tabs at both ends.
constexpr std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace kaon::inline v0::ascii
