// The allocator's two layers: pieces cut from blocks, and spans of whole chunks.
#include "kaon/browser/rt/heap.hpp"

#include <cstdint>

extern "C" unsigned char __heap_base;  // the linker's: where the program's own data end

namespace kaon::rt {

namespace {

using Address = std::uintptr_t;
constexpr Address chunk_size = 64 * 1024;  // also WebAssembly's page, in which memory grows
constexpr Address block_size = 4 * 1024;
constexpr std::size_t blocks_per_chunk = chunk_size / block_size;
constexpr std::size_t header_size = blocks_per_chunk;  // one class per block

constexpr unsigned last_step_class = 16;  // 1 to 16: multiples of 8
constexpr unsigned last_cut_class = 32;   // 17 to 32: four per doubling up to 2 kB
constexpr unsigned last_class = 40;       // 33 to 40: one to eight whole blocks
constexpr unsigned span_class = 255;      // a span of chunks

constexpr std::size_t largest_piece = (last_class - last_cut_class) * block_size;

struct Piece {
    Piece* next;
};

// At the beginning of a span of whole chunks; while the span is used only the class and the count are meant.
struct Span {
    unsigned char span_class_mark;
    std::uint32_t chunks;
    Span* next;  // free spans are in the order of their addresses
};
static_assert(sizeof(Span) <= header_size);

Piece* free_pieces[last_class + 1];
Piece* free_blocks;
Piece* headed_blocks;  // first blocks of chunks, from behind the header
Address fresh_block, fresh_end;  // blocks of the newest chunk that nobody used yet
Span* free_spans;
bool is_prepared;

// The first chunk is shared with the program's data, so its header has a place of its own.
unsigned char first_header[header_size];

unsigned class_of(std::size_t size) {
    if (size <= 128) return size ? static_cast<unsigned>((size + 7) / 8) : 1;
    if (size <= 2048) {
        const auto doubling = static_cast<unsigned>(31 - __builtin_clz(static_cast<std::uint32_t>(size - 1)));
        const std::size_t step = std::size_t{1} << (doubling - 2);
        return last_step_class + (doubling - 7) * 4 + static_cast<unsigned>((size - 1) / step) - 3;
    }
    return last_cut_class + static_cast<unsigned>((size + block_size - 1) / block_size);
}

std::size_t size_of(unsigned size_class) {
    if (size_class <= last_step_class) return size_class * 8;
    if (size_class > last_cut_class) return (size_class - last_cut_class) * block_size;
    const unsigned at = size_class - last_step_class - 1;
    return std::size_t{5 + at % 4} << (at / 4 + 5);
}

Address first_chunk() { return reinterpret_cast<Address>(&__heap_base) & ~(chunk_size - 1); }

unsigned char& class_at(Address address) {
    const Address chunk = address & ~(chunk_size - 1);
    auto* header = chunk == first_chunk() ? first_header : reinterpret_cast<unsigned char*>(chunk);
    return header[(address % chunk_size) / block_size];
}

void add_free_span(Address address, std::uint32_t chunks) {
    Span* span = reinterpret_cast<Span*>(address);
    Span* before = nullptr;
    Span* after = free_spans;
    while (after && after < span) before = after, after = after->next;
    *span = {span_class, chunks, after};
    if (after && address + chunks * chunk_size == reinterpret_cast<Address>(after)) {
        span->chunks += after->chunks;
        span->next = after->next;
    }
    if (!before) {
        free_spans = span;
    } else if (reinterpret_cast<Address>(before) + before->chunks * chunk_size == address) {
        before->chunks += span->chunks;
        before->next = span->next;
    } else {
        before->next = span;
    }
}

// What lies between the program's data and the end of memory.
void prepare() {
    is_prepared = true;
    const auto base = reinterpret_cast<Address>(&__heap_base);
    const Address end = __builtin_wasm_memory_size(0) * chunk_size;
    fresh_block = (base + block_size - 1) & ~(block_size - 1);
    fresh_end = first_chunk() + chunk_size;
    if (fresh_block >= fresh_end) fresh_block = fresh_end = 0;
    const Address chunks = first_chunk() + chunk_size;
    if (end > chunks) add_free_span(chunks, static_cast<std::uint32_t>((end - chunks) / chunk_size));
}

// Each growth detaches the views that JavaScript has of the memory, so it is by an eighth at least.
bool grow(std::uint32_t chunks) {
    const std::size_t now = __builtin_wasm_memory_size(0);
    std::size_t wanted = chunks > now / 8 ? chunks : now / 8;
    if (__builtin_wasm_memory_grow(0, wanted) == SIZE_MAX) {
        wanted = chunks;
        if (__builtin_wasm_memory_grow(0, wanted) == SIZE_MAX) return false;
    }
    add_free_span(now * chunk_size, static_cast<std::uint32_t>(wanted));
    return true;
}

Address take_span(std::uint32_t chunks) {
    do {
        for (Span** link = &free_spans; *link; link = &(*link)->next) {
            Span* span = *link;
            if (span->chunks < chunks) continue;
            const auto address = reinterpret_cast<Address>(span);
            Span* rest = span->next;
            if (span->chunks > chunks) {
                rest = reinterpret_cast<Span*>(address + chunks * chunk_size);
                *rest = {span_class, span->chunks - chunks, span->next};
            }
            *link = rest;
            span->chunks = chunks;
            return address;
        }
    } while (grow(chunks));
    return 0;
}

Piece* push(Address address, Piece* list) {
    auto* piece = reinterpret_cast<Piece*>(address);
    piece->next = list;
    return piece;
}
Address pop(Piece*& list) {
    const auto address = reinterpret_cast<Address>(list);
    list = list->next;
    return address;
}

// Cuts a new chunk into blocks; its first one, with the header in it, is for small pieces only.
bool take_chunk() {
    const Address chunk = take_span(1);
    if (!chunk) return false;
    for (; fresh_block < fresh_end; fresh_block += block_size) free_blocks = push(fresh_block, free_blocks);
    headed_blocks = push(chunk + header_size, headed_blocks);
    fresh_block = chunk + block_size;
    fresh_end = chunk + chunk_size;
    return true;
}

Address take_blocks(std::size_t count) {
    if (count == 1 && free_blocks) return pop(free_blocks);
    if (fresh_end - fresh_block < count * block_size && !take_chunk()) return 0;
    const Address block = fresh_block;
    fresh_block += count * block_size;
    return block;
}

// For cut pieces: may begin behind a header.
Address take_cut_block() {
    if (!headed_blocks) return take_blocks(1);
    return pop(headed_blocks);
}

Piece* refill(unsigned size_class) {
    if (!is_prepared) prepare();
    const std::size_t size = size_of(size_class);
    const bool is_whole = size_class > last_cut_class;
    const Address block = is_whole ? take_blocks(size / block_size) : take_cut_block();
    if (!block) return nullptr;
    class_at(block) = static_cast<unsigned char>(size_class);
    if (is_whole) return reinterpret_cast<Piece*>(block);
    // Every piece at a multiple of its size, so that powers of two are aligned.
    const Address begin = block & ~(block_size - 1);
    const Address end = begin + block_size;
    Address at = begin;
    while (at < block) at += size;
    auto* first = reinterpret_cast<Piece*>(at);
    Piece* last = first;
    for (at += size; at + size <= end; at += size) last = last->next = reinterpret_cast<Piece*>(at);
    last->next = nullptr;
    free_pieces[size_class] = first->next;
    return first;
}

void* allocate_span(std::size_t size) {
    if (!is_prepared) prepare();
    if (size > SIZE_MAX - chunk_size - header_size) return nullptr;
    const Address span = take_span(static_cast<std::uint32_t>((size + header_size + chunk_size - 1) / chunk_size));
    if (!span) return nullptr;
    reinterpret_cast<Span*>(span)->span_class_mark = span_class;
    return reinterpret_cast<void*>(span + header_size);
}

void release_to(unsigned size_class, void* piece) {
    auto* freed = static_cast<Piece*>(piece);
    freed->next = free_pieces[size_class];
    free_pieces[size_class] = freed;
}

bool is_span(Address address) { return address % chunk_size == header_size && class_at(address) == span_class; }

void release_span(void* piece) {
    const Address span = reinterpret_cast<Address>(piece) - header_size;
    add_free_span(span, reinterpret_cast<Span*>(span)->chunks);
}

}  // namespace

void* allocate(std::size_t size) {
    if (size > largest_piece) return allocate_span(size);
    const unsigned size_class = class_of(size);
    Piece* piece = free_pieces[size_class];
    if (!piece) return refill(size_class);
    free_pieces[size_class] = piece->next;
    return piece;
}

// Pieces whose size is a power of two lie at multiples of it.
void* allocate_aligned(std::size_t alignment, std::size_t size) {
    if (alignment <= 8) return allocate(size);
    if (alignment > block_size || size > largest_piece) return nullptr;
    std::size_t rounded = alignment;
    while (rounded < size) rounded *= 2;
    return allocate(rounded);
}

void release(void* piece) {
    if (!piece) return;
    const auto address = reinterpret_cast<Address>(piece);
    if (is_span(address)) release_span(piece);
    else release_to(class_at(address), piece);
}

void release(void* piece, std::size_t size) {
    if (!piece) return;
    if (size > largest_piece) release_span(piece);
    else release_to(class_of(size), piece);
}

std::size_t usable_size(void* piece) {
    const auto address = reinterpret_cast<Address>(piece);
    if (is_span(address)) return reinterpret_cast<Span*>(address - header_size)->chunks * chunk_size - header_size;
    return size_of(class_at(address));
}

}  // namespace kaon::rt
