// What a thread of this process does, as the kernel sees it: for who suspects it of holding a core.
//
//   const Duration ran = processor_time(reactor.thread());
//   ...
//   held += wants_processor(thread) ? processor_time(thread) - ran : passed;    // else it sleeps in a system call
//
// Sources: clock_getcpuclockid(3); proc(5), /proc/[pid]/task/[tid]/stat. Cost: a system call, and three. Threads: any.
// Errors: a thread that has ended ran for no time and wants nothing.
#pragma once

#include "kaon/base/duration.hpp"

namespace kaon::inline v0::runtime::detail {

// Since it was started.
Duration processor_time(int thread);
// It runs, or waits until it may.
bool wants_processor(int thread);

}  // namespace kaon::inline v0::runtime::detail
