// fetch_if_cold(): brings a piece of a file into memory on the blocking pool, so that no core waits for the disk.
//
//   if (auto fetching = fetch_if_cold(file, offset, size)) pump_.emplace(std::move(*fetching));    // then send
//   else ...                                                                                     // send at once
//
// The Task has a descriptor of its own: when the peer goes meanwhile, the response ends before the disk answers. It
// ends at once, with an error, where the pool takes no more; whoever asked then reads on the core. Threads: a core's.
#pragma once

#include <cstdint>
#include <optional>

#include "kaon/coro/task.hpp"

namespace kaon::inline v0::transport::detail {

inline constexpr std::uint64_t fetched_at_once = 256 * 1024;

// Nothing: it is in memory, or a descriptor cannot be had.
std::optional<Task<void>> fetch_if_cold(int file, std::uint64_t offset, std::uint64_t size);

}  // namespace kaon::inline v0::transport::detail
