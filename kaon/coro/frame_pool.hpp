// Memory for coroutine frames: per thread, in classes of 64 bytes up to 2 KiB, bounded.
//
// A frame that was allocated on one thread may be freed on another: it joins that thread's pool. Each class keeps at
// most 64 KiB per thread; the rest goes back to the allocator. Switched off under sanitizers, so that they see every
// frame.
#pragma once

#include <cstddef>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::detail {

void* allocate_frame(std::size_t size);
void free_frame(void* frame, std::size_t size) noexcept;

}  // namespace kaon::inline v0::detail
