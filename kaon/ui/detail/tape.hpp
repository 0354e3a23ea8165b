// The memory of views: blocks ("chunks") that nodes are written into one behind the other, freed as a whole.
//
// Each thread fills one chunk at a time. A chunk lives while a View points into it or a later chunk keeps it.
// Invariants:
//  1. Nodes point only backwards: to nodes of the same chunk or of chunks that theirs retains.
//  2. A chunk retains only chunks with a lower number, numbers never change, so there is no cycle.
//  3. While a chunk is being filled its thread counts views in `Tape::live` without atomics; `count` starts at
//  `open_bias` and
//     takes what other threads add and drop. When it is closed both are added up; at zero it is freed.
//  4. A closure may hold views of older chunks only: the node of one that holds views of the current chunk is recorded
//  anew, into a new one.
//  5. A chunk without any view left is emptied and filled anew: a thread that renders page after page allocates
//  nothing.
// A part that owns frames which may themselves hold views (a Task) gets a chunk of its own, so that rule 2 covers it
// too.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kaon/ui/binding.hpp"
#include "kaon/ui/item.hpp"

namespace kaon::inline v0::ui::detail {

struct Chunk;
struct Retained {
    Chunk* chunk;
    Retained* next;
};
struct Cleanup {
    void (*run)(void* object);
    void* object;
    Cleanup* next;
};

struct alignas(16) Chunk {
    std::int64_t count;
    std::uint64_t number;
    std::uint32_t capacity;  // of the whole block, this header included
    std::uint32_t used;
    Retained* retained;
    Cleanup* cleanups;
    Binding* bindings;  // that have an end
    Chunk* next;  // while it waits to be freed or to be used again
};

inline constexpr std::int64_t open_bias = std::int64_t{1} << 40;
inline constexpr std::uint32_t chunk_bytes = sizeof(void*) == 4 ? 8 * 1024 : 32 * 1024;  // less in a browser

inline Chunk* chunk_of(const Node* node) {
    return reinterpret_cast<Chunk*>(const_cast<char*>(reinterpret_cast<const char*>(node)) - node->chunk_offset);
}

// Room in this thread's chunk, whose number afterwards is higher than that of `above` (or which is `above`), with room
// for `retains` calls of retain(). Aligned for nodes.
void* allocate(std::size_t size, std::size_t retains, const Chunk* above);
// The chunk that allocate() last gave room in.
Chunk* current_chunk();
// Makes the current chunk keep `other` alive.
void retain(Chunk* other);
// Gives the current chunk a closure in it, which has an end.
void adopt(Binding* binding);
// How many views this thread holds of its current chunk.
std::int64_t live_views();
// The next allocate() starts a chunk.
void close_current();

void hold(Chunk* chunk);
void release(Chunk* chunk);

// A small closed chunk of its own, which has one holder; `run` gets `object` when it dies.
void* allocate_apart(std::size_t size, void (*run)(void*), void* object);

}  // namespace kaon::inline v0::ui::detail
