// Slots from the heap, in chunks.
#include "kaon/signal/pool.hpp"

#include <cstring>
#include <new>

namespace kaon::graph {

static constexpr std::size_t slots_per_chunk = 16;
static constexpr std::size_t head_size = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

// Chunks outlive the thread that took them, and leak checkers should see that somebody knows of them.
struct Chunk {
    Chunk* next;
};
static constinit Chunk* chunks = nullptr;

// The builtin, because std::atomic costs the browser half 650 bytes here.
static void remember(Chunk& chunk) { chunk.next = __atomic_exchange_n(&chunks, &chunk, __ATOMIC_RELAXED); }

void* refill(FreeSlot*& free, std::size_t size) {
    auto* const memory = static_cast<unsigned char*>(::operator new(head_size + size * slots_per_chunk));
    std::memset(memory, 0, head_size + size * slots_per_chunk);
    remember(*reinterpret_cast<Chunk*>(memory));
    unsigned char* const first = memory + head_size;
    for (unsigned char* at = first + size * slots_per_chunk; (at -= size) != first;) {
        auto* const slot = reinterpret_cast<FreeSlot*>(at);
        slot->next = free;
        free = slot;
    }
    return first;
}

}  // namespace kaon::graph
