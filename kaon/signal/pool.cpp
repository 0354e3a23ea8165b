// Slots from the heap, in chunks.
#include "kaon/signal/pool.hpp"

#include <cstring>
#include <new>

namespace kaon::inline v0::graph {

// With its head it is a power of two, which allocators by size classes give without waste.
static constexpr std::size_t chunk_size = 1024;
static constexpr std::size_t fewest_slots = 4;
static constexpr std::size_t head_size = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

// Chunks outlive the thread that took them, and leak checkers should see that somebody knows of them.
struct Chunk {
    Chunk* next;
};
static constinit Chunk* chunks = nullptr;

void* keep(std::size_t bytes) {
    auto* const memory = static_cast<unsigned char*>(::operator new(head_size + bytes));
    std::memset(memory, 0, head_size + bytes);
    auto* const chunk = reinterpret_cast<Chunk*>(memory);
    // The builtin, because std::atomic costs the browser half 650 bytes where it is not optimised away.
    chunk->next = __atomic_load_n(&chunks, __ATOMIC_RELAXED);
    while (!__atomic_compare_exchange_n(&chunks, &chunk->next, chunk, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
    return memory + head_size;
}

void* refill(FreeSlot*& free, std::size_t size) {
    std::size_t slots = (chunk_size - head_size) / size;
    if (slots < fewest_slots) slots = fewest_slots;
    auto* const first = static_cast<unsigned char*>(keep(size * slots));
    for (unsigned char* at = first + size * slots; (at -= size) != first;) {
        auto* const slot = reinterpret_cast<FreeSlot*>(at);
        slot->next = free;
        free = slot;
    }
    return first;
}

}  // namespace kaon::inline v0::graph
