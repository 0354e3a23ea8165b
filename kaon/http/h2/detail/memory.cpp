// nghttp2's allocator: size and origin stand in front of each piece, since the pool asks for the size again.
#include "kaon/http/h2/detail/memory.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>

#include "kaon/coro/frame_pool.hpp"

namespace kaon::inline v0::http::h2 {

namespace {

enum class Origin : std::uint8_t { pool, reserve };

struct alignas(std::max_align_t) Head {
    std::size_t size;  // with this head
    Origin origin;
};

Head* head_of(void* memory) { return static_cast<Head*>(memory) - 1; }

// Pieces one behind the other. One session at a time takes from it, within one call, and returns all of it.
class Reserve {
public:
    void fill() {
        if (!bytes_) bytes_ = std::make_unique_for_overwrite<std::byte[]>(whole);
    }
    void* take(std::size_t size) {
        size = rounded(size);
        // What is large may fail: nghttp2 can do without a header block, but not without an entry in its queues.
        const std::size_t kept = size > small ? for_small : 0;
        if (!bytes_ || size > whole - kept || used_ > whole - kept - size) return nullptr;
        void* piece = bytes_.get() + used_;
        used_ += size;
        ++pieces_;
        return piece;
    }
    void give_back(void* piece, std::size_t size) {
        const auto begin = static_cast<std::size_t>(static_cast<std::byte*>(piece) - bytes_.get());
        if (begin + rounded(size) == used_) used_ = begin;
        if (--pieces_ == 0) used_ = 0;
    }

private:
    static constexpr std::size_t whole = std::size_t{256} * 1024;
    static constexpr std::size_t for_small = std::size_t{48} * 1024;
    static constexpr std::size_t small = 4096 + sizeof(Head);
    static std::size_t rounded(std::size_t size) { return (size + alignof(Head) - 1) / alignof(Head) * alignof(Head); }

    std::unique_ptr<std::byte[]> bytes_;
    std::size_t used_ = 0;
    std::size_t pieces_ = 0;
};

thread_local Reserve reserve;

void* from_pool(std::size_t size) noexcept {
    try {
        return kaon::detail::allocate_frame(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

void release(void* memory, void*) {
    if (!memory) return;
    Head* const head = head_of(memory);
    if (head->origin == Origin::pool) kaon::detail::free_frame(head, head->size);
    else reserve.give_back(head, head->size);
}

}  // namespace

SessionMemory::SessionMemory() { reserve.fill(); }

void* SessionMemory::allocate(std::size_t size, void* self) {
    if (size > SIZE_MAX / 2) return nullptr;
    size += sizeof(Head);
    auto& memory = *static_cast<SessionMemory*>(self);
    Origin origin = Origin::pool;
    void* piece = from_pool(size);
    if (!piece) [[unlikely]] {
        memory.note_short();
        origin = Origin::reserve;
        piece = reserve.take(size);
        if (!piece) return nullptr;
    }
    return ::new (piece) Head{size, origin} + 1;
}

void* SessionMemory::allocate_zeroed(std::size_t count, std::size_t size, void* self) {
    std::size_t whole = 0;
    if (__builtin_mul_overflow(count, size, &whole)) return nullptr;
    void* memory = allocate(whole, self);
    if (memory) std::memset(memory, 0, whole);
    return memory;
}

void* SessionMemory::reallocate(void* memory, std::size_t size, void* self) {
    void* fresh = allocate(size, self);
    if (!fresh || !memory) return fresh;
    std::memcpy(fresh, memory, std::min(size, head_of(memory)->size - sizeof(Head)));
    release(memory, nullptr);
    return fresh;
}

nghttp2_mem SessionMemory::functions() { return {this, allocate, release, allocate_zeroed, reallocate}; }

}  // namespace kaon::inline v0::http::h2
