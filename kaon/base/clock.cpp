// clock_gettime(2).
#include "kaon/base/clock.hpp"

#if defined(__linux__)
#include <time.h>

namespace kaon::inline v0 {

namespace {
std::int64_t read(clockid_t clock) {
    timespec time;
    clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}
}  // namespace

Instant monotonic_now() { return {read(CLOCK_MONOTONIC)}; }
std::int64_t unix_nanoseconds() { return read(CLOCK_REALTIME); }

}  // namespace kaon::inline v0

#endif
