// The C library's names and the operators of C++ for the browser half's allocator.
#include <cerrno>
#include <cstring>
#include <new>

#include "kaon/browser/rt/heap.hpp"

namespace rt = kaon::rt;

// Without exceptions there is nothing to do when memory ends, so it ends the program.
static void* checked(void* piece) {
    if (!piece) __builtin_trap();
    return piece;
}

extern "C" {

void* malloc(std::size_t size) { return rt::allocate(size); }
void free(void* piece) { rt::release(piece); }

void* calloc(std::size_t count, std::size_t size) {
    std::size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total)) return nullptr;
    void* piece = rt::allocate(total);
    return piece ? std::memset(piece, 0, total) : nullptr;
}

void* realloc(void* piece, std::size_t size) {
    if (!piece) return rt::allocate(size);
    const std::size_t had = rt::usable_size(piece);
    if (size <= had && size >= had / 2) return piece;
    void* moved = rt::allocate(size);
    if (!moved) return nullptr;
    std::memcpy(moved, piece, size < had ? size : had);
    rt::release(piece);
    return moved;
}

void* aligned_alloc(std::size_t alignment, std::size_t size) { return rt::allocate_aligned(alignment, size); }
int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
    *out = rt::allocate_aligned(alignment, size);
    return *out ? 0 : ENOMEM;
}

}  // extern "C"

void* operator new(std::size_t size) { return checked(rt::allocate(size)); }
void* operator new[](std::size_t size) { return checked(rt::allocate(size)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return rt::allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return rt::allocate(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return checked(rt::allocate_aligned(static_cast<std::size_t>(alignment), size));
}
void* operator new[](std::size_t size, std::align_val_t alignment) { return operator new(size, alignment); }

void operator delete(void* piece) noexcept { rt::release(piece); }
void operator delete[](void* piece) noexcept { rt::release(piece); }
void operator delete(void* piece, std::size_t) noexcept { rt::release(piece); }
void operator delete[](void* piece, std::size_t) noexcept { rt::release(piece); }
void operator delete(void* piece, std::align_val_t) noexcept { rt::release(piece); }
void operator delete[](void* piece, std::align_val_t) noexcept { rt::release(piece); }
void operator delete(void* piece, std::size_t, std::align_val_t) noexcept { rt::release(piece); }
void operator delete[](void* piece, std::size_t, std::align_val_t) noexcept { rt::release(piece); }
