// futex(2) on Linux; nothing on a system with one thread.
#include "kaon/base/futex.hpp"

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#endif

namespace kaon::inline v0::detail {

#if defined(__linux__)

void futex_wait(const std::uint32_t& word, std::uint32_t seen, Duration at_most) {
    timespec time{at_most.nanoseconds / 1'000'000'000, at_most.nanoseconds % 1'000'000'000};
    const bool for_ever = at_most.nanoseconds == INT64_MAX;
    syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, seen, for_ever ? nullptr : &time, nullptr, 0);
}

void futex_wake(const std::uint32_t& word, int count) {
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

#else

void futex_wait(const std::uint32_t&, std::uint32_t, Duration) {}
void futex_wake(const std::uint32_t&, int) {}

#endif

}  // namespace kaon::inline v0::detail
