// Level: how much an event matters. Five levels and `off`, ordered.
//
//   name(Level::warn)                   // "warn"
//   Level level;
//   if (!parse("WARN", level)) ...
//
// Threads: a value.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::telemetry {

enum class Level : std::uint8_t { trace, debug, info, warn, error, off };

constexpr std::string_view name(Level level) {
    constexpr std::string_view names[] = {"trace", "debug", "info", "warn", "error", "off"};
    return names[static_cast<std::uint8_t>(level)];
}

// Whether `text` names a level (in lower or upper case); puts it into `level`.
constexpr bool parse(std::string_view text, Level& level) {
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(Level::off); ++i) {
        const std::string_view wanted = name(static_cast<Level>(i));
        bool same = text.size() == wanted.size();
        for (std::size_t k = 0; same && k < text.size(); ++k) same = (text[k] | 0x20) == wanted[k];
        if (same) {
            level = static_cast<Level>(i);
            return true;
        }
    }
    return false;
}

}  // namespace kaon::inline v0::telemetry
