// The allocator: lists of free pieces by class, refilled from the end of memory.
#include "kaon/browser/rt/heap.hpp"

#include <cstdint>
#include <cstring>

extern "C" unsigned char __heap_base;  // the linker's: where the program's own data end

namespace kaon::inline v0::rt {

namespace {

using Address = std::uintptr_t;
constexpr Address page_size = 64 * 1024;  // WebAssembly's, in which memory grows
constexpr Address block_size = 4 * 1024;
constexpr Address most_memory = 512 * 1024 * 1024;

constexpr unsigned classes = 108;
constexpr unsigned near_classes = 4;  // of pieces at most twice as large

struct Piece {
    Piece* next;
};
Piece* free_pieces[classes + 1];
Address fresh;  // nobody has used what is from here on

// The class of what begins in each block. The table for the first 2 MB is there from the start; a larger one replaces
// it when memory has grown beyond, and lies where memory was new.
unsigned char first_classes[512];
unsigned char* class_at = first_classes;
std::size_t described = sizeof first_classes;  // blocks

// 1 to 4: multiples of 8; then four for each doubling.
unsigned class_of(std::size_t size) {
    if (size <= 32) return size ? static_cast<unsigned>((size + 7) / 8) : 1;
    const auto doubling = static_cast<unsigned>(31 - __builtin_clz(static_cast<std::uint32_t>(size - 1)));
    return (doubling - 5) * 4 + static_cast<unsigned>((size - 1) >> (doubling - 2)) + 1;
}
std::size_t size_of(unsigned size_class) {
    if (size_class <= 4) return size_class * 8;
    return std::size_t{5 + (size_class - 5) % 4} << (3 + (size_class - 5) / 4);
}

unsigned char& class_of_piece(const void* piece) { return class_at[reinterpret_cast<Address>(piece) / block_size]; }

void* pop(Piece*& list) {
    Piece* piece = list;
    list = piece->next;
    return piece;
}

// Each growth detaches the views that JavaScript has of the memory, so it is by an eighth at least.
bool grow_to(Address wanted) {
    const std::size_t now = __builtin_wasm_memory_size(0);
    const std::size_t needed = (wanted + page_size - 1) / page_size;
    if (needed <= now) return true;
    const std::size_t eighth = now / 8, more = needed - now;
    return (more < eighth && __builtin_wasm_memory_grow(0, eighth) != SIZE_MAX) ||
           __builtin_wasm_memory_grow(0, more) != SIZE_MAX;
}

// Takes so many bytes, a multiple of the block size, that nobody has used yet.
unsigned char* take_fresh(std::size_t size) {
    if (size > most_memory - fresh || !grow_to(fresh + size)) return nullptr;
    auto* const taken = reinterpret_cast<unsigned char*>(fresh);
    fresh += size;
    return taken;
}

// Makes the table long enough for what lies below the address, and for a larger table itself.
bool describe_up_to(Address end) {
    std::size_t longer = described;
    while (end / block_size >= longer) longer *= 4;
    if (longer == described) return true;
    unsigned char* const table = take_fresh((longer + block_size - 1) & ~(block_size - 1));
    if (!table) return false;
    std::memcpy(table, class_at, described);
    class_at = table;
    described = longer;
    return true;
}

[[gnu::noinline]] void* refill(unsigned size_class) {
    const std::size_t size = size_of(size_class);
    std::size_t taken = block_size;
    if (size > block_size / 2) {
        taken = (size + block_size - 1) & ~(block_size - 1);
        for (unsigned larger = size_class + 1; larger <= size_class + near_classes && larger <= classes; ++larger) {
            if (free_pieces[larger]) return pop(free_pieces[larger]);
        }
    }
    if (!fresh) fresh = (reinterpret_cast<Address>(&__heap_base) + block_size - 1) & ~(block_size - 1);
    if (taken > most_memory || !describe_up_to(fresh + taken)) return nullptr;
    unsigned char* const first = take_fresh(taken);
    if (!first) return nullptr;
    class_of_piece(first) = static_cast<unsigned char>(size_class);
    // Every piece is at a multiple of its size from the block, so powers of two are aligned.
    Piece** link = &free_pieces[size_class];
    for (std::size_t at = size; at + size <= taken; at += size) {
        *link = reinterpret_cast<Piece*>(first + at);
        link = &(*link)->next;
    }
    *link = nullptr;
    return first;
}

}  // namespace

void* allocate(std::size_t size) {
    if (size > most_memory) return nullptr;
    const unsigned size_class = class_of(size);
    Piece*& list = free_pieces[size_class];
    return list ? pop(list) : refill(size_class);
}

void* allocate_aligned(std::size_t alignment, std::size_t size) {
    if (alignment > block_size) return nullptr;
    if (alignment <= 8 || size > block_size / 2) return allocate(size);
    std::size_t rounded = alignment;
    while (rounded < size) rounded *= 2;
    return allocate(rounded);
}

void release(void* piece) {
    if (!piece) return;
    Piece*& list = free_pieces[class_of_piece(piece)];
    auto* const freed = static_cast<Piece*>(piece);
    freed->next = list;
    list = freed;
}

std::size_t usable_size(void* piece) { return size_of(class_of_piece(piece)); }

}  // namespace kaon::inline v0::rt
