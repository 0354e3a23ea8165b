// console: lines for whoever looks at the browser's console.
//
//   console::log("the list has " + std::to_string(n) + " rows");
//   console::error("no answer");
//
// In a browser, its console. Elsewhere the standard error stream, unless an Environment says otherwise (tests).
// Threads: the page's own; natively any.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::console {

enum class Level : std::uint8_t { log, warn, error };

void print(Level level, std::string_view line);

inline void log(std::string_view line) { print(Level::log, line); }
inline void warn(std::string_view line) { print(Level::warn, line); }
inline void error(std::string_view line) { print(Level::error, line); }

}  // namespace kaon::inline v0::console
