// Large content for tests of both protocols, and what carrying it costs in memory.
//
//   reset_high_water();
//   const long before = resident_kilobytes();
//   ...
//   EXPECT_LT(resident_kilobytes() - before, flat_kilobytes);
//
// Threads: any.
#pragma once

#include <atomic>
#include <fstream>
#include <string>

#include <malloc.h>

#include "kaon/coro/stream.hpp"
#include "kaon/http/message.hpp"

namespace kaon::inline v0::transport::test_client {

inline constexpr std::uint64_t large = 100ull * 1000 * 1000;

// Sanitizers keep freed memory for a while: there only the bytes are checked.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr long flat_kilobytes = 1024 * 1024;
#else
inline constexpr long flat_kilobytes = 16 * 1024;
#endif

// The most that this process has had since the last reset.
inline long resident_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
    }
    return 0;
}
inline void reset_high_water() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";
}

enum class Ending : std::uint8_t { whole, broken };

// What letters() has made.
inline std::atomic<std::uint64_t> produced = 0;

inline Stream<std::string> letters(std::uint64_t total, Ending ending = Ending::whole) {
    const std::string piece(50'000, 'x');
    for (std::uint64_t sent = 0; sent < total; sent += piece.size()) {
        produced += piece.size();
        co_yield piece;
    }
    if (ending == Ending::broken) co_await Error(Errc::internal, "the source broke");
}

// What comes in goes out.
inline Stream<std::string> mirrored(http::Body& body) {
    while (auto piece = co_await body.read()) co_yield std::string(*piece);
}

}  // namespace kaon::inline v0::transport::test_client
