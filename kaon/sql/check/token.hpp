// Tokens of SQL as SQLite reads it: for finding parameters, names and structure. The engine itself judges the text.
//
//   tokenize("a = $1")        // word "a", symbol "=", param "$1", end
//
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::sqlcheck {

struct Token {
    enum Kind : std::uint8_t { word, quoted_word, text, blob, integer, real, param, symbol, end };
    Kind kind = end;
    std::size_t offset = 0;
    std::size_t size = 0;   // in the source
    std::string value;      // words and texts without their quotes; a param "?" as "?1", "?2"... by appearance
};

// Comments and white space are left out; the last token is `end`.
std::vector<Token> tokenize(std::string_view sql);

// ASCII only, as SQLite compares names.
std::string lower(std::string_view name);
bool same_name(std::string_view a, std::string_view b);

}  // namespace kaon::inline v0::sqlcheck
