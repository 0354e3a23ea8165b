// The system's clocks, for what measures and what dates: loops, spans, log lines. Tasks ask their Core instead.
//
//   const Instant began = monotonic_now();
//   ...
//   const Duration took = monotonic_now() - began;
//
// Not in the browser half, where the page keeps the time. Threads: any.
#pragma once

#include <cstdint>

#include "kaon/base/duration.hpp"

namespace kaon::inline v0 {

// Never goes back, and stands while the machine sleeps.
Instant monotonic_now();
// The wall clock, since 1970-01-01 UTC; goes back when somebody sets it.
std::int64_t unix_nanoseconds();

}  // namespace kaon::inline v0
