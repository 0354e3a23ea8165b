// The allocator of the browser half: size classes without headers over linear memory.
//
// Linear memory is cut into blocks of 4 kB, and a table says of which class the pieces are that begin in a block, so
// free() finds the class from the address. A class has a list of free pieces; an empty list takes a block and cuts it
// up. Sizes: multiples of 8 up to 32, then four steps per doubling; what is larger than half a block takes blocks of
// its own, or a free piece that is at most twice as large. Pieces are aligned to 8 bytes; a stricter alignment (up to 4
// kB) takes a piece that is a power of two.
//
// Threads: one. Limit: 512 MB. Errors: null above it, and when the browser gives no more memory. Memory stays with its
// class for good, pieces are never joined: small code for at most a quarter of waste in a piece.
#pragma once

#include <cstddef>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::rt {

void* allocate(std::size_t size);
void* allocate_aligned(std::size_t alignment, std::size_t size);
void release(void* piece);  // from either; null is allowed
std::size_t usable_size(void* piece);

}  // namespace kaon::inline v0::rt
