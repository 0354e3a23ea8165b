// Whether a piece of a file is in memory: asked before sendfile(2) or a read on a core, which waits for the disk
// otherwise.
//
//   if (!is_in_memory(fd, offset, size)) co_await spawn_blocking([=] { return bring_into_memory(fd, offset, size); });
//   ::sendfile(socket, fd, &offset, size);
//
// It looks at a byte of every 32 KiB, since files come and go in runs of pages; a page may leave again before it is
// used, and then the core waits for it. Where a file system cannot tell, everything counts as in memory.
// Threads: any. Limits: 1.5 µs for 256 KiB.
#pragma once

#include <cstdint>

#include "kaon/base/result.hpp"

namespace kaon::inline v0::runtime {

bool is_in_memory(int fd, std::uint64_t offset, std::uint64_t size);
// Waits for the disk: for the blocking pool. Errors: as of a file (kaon/runtime/file.hpp); what lies behind the end is
// none.
Result<> bring_into_memory(int fd, std::uint64_t offset, std::uint64_t size);

}  // namespace kaon::inline v0::runtime
