// The allocator of the browser half: size classes without headers over linear memory.
//
// Linear memory is cut into chunks of 64 kB, each into 16 blocks of 4 kB. A chunk begins with 16 bytes that name the
// size class of what each block holds, so that free() finds the class from the address, and a sized delete needs not
// even that. A class has a list of free pieces; an empty list takes a block and cuts it up. Sizes: multiples of 8 up to
// 128, then four steps per doubling up to 2 kB, then whole blocks up to 32 kB; above, whole chunks, joined again with
// their neighbours when they are freed. Pieces are aligned to 8 bytes; a stricter alignment takes a piece that is
// larger.
//
// Threads: one. Errors: null when the browser gives no more memory. Blocks stay with their class for good.
#pragma once

#include <cstddef>

namespace kaon::rt {

void* allocate(std::size_t size);
void* allocate_aligned(std::size_t alignment, std::size_t size);
void release(void* piece);  // from either; null is allowed
void release(void* piece, std::size_t size);  // from allocate(size)
std::size_t usable_size(void* piece);

}  // namespace kaon::rt
