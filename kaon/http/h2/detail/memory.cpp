// nghttp2's allocator: the size stands in front of each piece, since the pool asks for it again.
#include "kaon/http/h2/detail/memory.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "kaon/coro/frame_pool.hpp"

namespace kaon::inline v0::http::h2 {

namespace {

struct alignas(std::max_align_t) Head {
    std::size_t size;
};

Head* head_of(void* memory) { return static_cast<Head*>(memory) - 1; }

// nghttp2 frees twice what it had no memory to queue (1.52, when a response finds none), and nothing may be thrown
// through C: where there is none for it, the program ends here.
void* allocate(std::size_t size, void*) noexcept {
    if (size > SIZE_MAX / 2) return nullptr;
    auto* head = static_cast<Head*>(kaon::detail::allocate_frame(sizeof(Head) + size));
    head->size = size;
    return head + 1;
}

void release(void* memory, void*) {
    if (memory) kaon::detail::free_frame(head_of(memory), sizeof(Head) + head_of(memory)->size);
}

void* allocate_zeroed(std::size_t count, std::size_t size, void*) {
    std::size_t whole = 0;
    if (__builtin_mul_overflow(count, size, &whole)) return nullptr;
    void* memory = allocate(whole, nullptr);
    if (memory) std::memset(memory, 0, whole);
    return memory;
}

void* reallocate(void* memory, std::size_t size, void*) {
    if (!memory) return allocate(size, nullptr);
    void* fresh = allocate(size, nullptr);
    if (!fresh) return nullptr;
    std::memcpy(fresh, memory, std::min(size, head_of(memory)->size));
    release(memory, nullptr);
    return fresh;
}

}  // namespace

nghttp2_mem pooled_memory() { return {nullptr, allocate, release, allocate_zeroed, reallocate}; }

}  // namespace kaon::inline v0::http::h2
