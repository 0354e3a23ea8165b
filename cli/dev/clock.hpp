// The clock that timers go by.
#pragma once

#include <ctime>

#include "kaon/base/duration.hpp"

namespace kaon::inline v0::cli::dev {

inline Instant clock_now() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return {static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec};
}

}  // namespace kaon::inline v0::cli::dev
