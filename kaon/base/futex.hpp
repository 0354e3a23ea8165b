// Waiting on a 32-bit word: the one system call under the locks. Internal to the library.
//
//   while (load(word) == 0) futex_wait(word, 0);        // one thread
//   store(word, 1);  futex_wake_all(word);              // another
//
// futex_wait returns when the word differs from `seen`, after a wake-up, after the time, or for no reason: look again.
// Threads: any. On wasm32 without threads all of it does nothing.
#pragma once

#include <cstdint>

#include "kaon/base/duration.hpp"

namespace kaon::inline v0::detail {

void futex_wait(const std::uint32_t& word, std::uint32_t seen, Duration at_most = Duration{INT64_MAX});
void futex_wake(const std::uint32_t& word, int count);
inline void futex_wake_all(const std::uint32_t& word) { futex_wake(word, INT32_MAX); }

inline void pause_briefly() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

}  // namespace kaon::inline v0::detail
