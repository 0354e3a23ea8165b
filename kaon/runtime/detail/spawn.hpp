// spawn_now(): one process by posix_spawn(3), from whatever thread; internals of Child.
//
// Errors: kaon/runtime/process.hpp. Threads: any; returns when the child's program has been found or not.
#pragma once

#include "kaon/base/fd.hpp"
#include "kaon/runtime/process.hpp"

namespace kaon::inline v0::runtime::detail {

struct Spawned {
    int process = 0;
    Fd handle;                     // its pidfd
    Fd input, output, errors;      // our ends of pipes
};

Result<Spawned> spawn_now(const Command& command);

}  // namespace kaon::inline v0::runtime::detail
