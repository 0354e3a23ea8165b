// Memory for edges, signals and effects: a free list per type, filled a few slots at a time and never given back.
//
//   auto* edge = new (Pool<Edge>::take()) Edge{...};
//   Pool<Edge>::put(edge);
//
// Because a slot is only ever used for its own type, a handle may look at a slot that was freed or reused and compare
// generations: what lies behind the first pointer of a free slot is left as it was.
// One thread: a slot is put back on the thread that took it.
#pragma once

#include <cstddef>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::graph {

struct FreeSlot {
    FreeSlot* next;
};

// Zeroed memory that is never freed; leak checkers find it after its thread has ended, too.
void* keep(std::size_t bytes);
// Takes memory for some slots from the heap and gives the first; the others go to the list.
[[gnu::noinline]] void* refill(FreeSlot*& free, std::size_t size);

template <class T>
class Pool {
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__, "no signal of an over-aligned type");

public:
    static void* take() {
        FreeSlot* const slot = free_;
        if (!slot) [[unlikely]]
            return refill(free_, sizeof(T));
        free_ = slot->next;
        return slot;
    }
    static void put(void* slot) {
        auto* const free = static_cast<FreeSlot*>(slot);
        free->next = free_;
        free_ = free;
    }

private:
    static constinit thread_local inline FreeSlot* free_ = nullptr;
};

}  // namespace kaon::inline v0::graph
