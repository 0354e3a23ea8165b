// What the graph tells a developer: misuse that was survived, with the places in the source that caused it.
//
// A read or write of a signal whose owner has ended is the common case: it names where the signal was made and where it
// was used. A warning never stops the program. Without a hook it goes to stderr; in a browser, to the console of a
// debug build.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::graph {

// A release build for wasm knows no source locations: every byte counts there.
#if defined(__wasm__) && defined(NDEBUG)
inline constexpr bool locations = false;
#else
inline constexpr bool locations = true;
#endif

// A place in the source; as a default argument, the caller's. Empty where locations are off.
template <bool Known>
struct BasicWhere {
    const char* file = "";
    std::uint32_t line = 0;
    static consteval BasicWhere here(const char* file = __builtin_FILE(), std::uint32_t line = __builtin_LINE()) {
        return {file, line};
    }
};
template <>
struct BasicWhere<false> {
    static constexpr const char* file = "";
    static constexpr std::uint32_t line = 0;
    static consteval BasicWhere here() { return {}; }
};
using Where = BasicWhere<locations>;

enum class Misuse : std::uint8_t {
    late_use,  // the owner of a signal or memo has ended, or it was disposed
    no_owner,  // a signal or effect was made outside of any owner: it lives until it is disposed
    cycle,  // a memo reads itself, directly or through others; it gave its last value
    runaway,  // effects kept waking each other: the flush went on without them
};

struct Warning {
    Misuse misuse;
    Where made;  // of the signal, memo or effect, where it is known
    Where used;
    std::string_view text() const;
};

// Every later warning of this thread goes to hook; null restores the default. Gives the hook that was there.
using WarningHook = void (*)(const Warning&);
WarningHook on_warning(WarningHook hook);

void warn(Misuse misuse, Where made = {}, Where used = {});

}  // namespace kaon::inline v0::graph
