// Slots from the heap, in chunks.
#include "kaon/signal/pool.hpp"

#include <atomic>
#include <cstdint>
#include <cstring>
#include <new>

namespace kaon::graph {

static constexpr std::size_t slots_per_chunk = 16;

// Chunks outlive the thread that took them, and leak checkers should see that somebody knows of them.
struct Chunk {
    Chunk* next;
};
static constinit std::atomic<Chunk*> chunks = nullptr;

void* refill(FreeSlot*& free, std::size_t size, std::size_t align) {
    const std::size_t head = (sizeof(Chunk) + align - 1) & ~(align - 1);
    size = (size + align - 1) & ~(align - 1);
    const std::size_t bytes = head + size * slots_per_chunk;
    auto* const memory = static_cast<unsigned char*>(align > __STDCPP_DEFAULT_NEW_ALIGNMENT__
                                                         ? ::operator new(bytes, std::align_val_t(align))
                                                         : ::operator new(bytes));
    std::memset(memory, 0, bytes);
    auto* const chunk = reinterpret_cast<Chunk*>(memory);
    chunk->next = chunks.load(std::memory_order_relaxed);
    while (!chunks.compare_exchange_weak(chunk->next, chunk, std::memory_order_relaxed)) {
    }
    unsigned char* const first = memory + head;
    for (std::size_t i = slots_per_chunk - 1; i >= 1; --i) {
        auto* const slot = reinterpret_cast<FreeSlot*>(first + i * size);
        slot->next = free;
        free = slot;
    }
    return first;
}

}  // namespace kaon::graph
