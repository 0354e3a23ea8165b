// Chunks: filling, counting, freeing. The invariants are in tape.hpp.
#include "kaon/ui/detail/tape.hpp"

#include <cstdlib>
#include <new>
#include <utility>

#include "kaon/ui/view.hpp"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KAON_UI_FRESH_CHUNKS  // so that the sanitizer sees a use after the end
#endif
#endif

namespace kaon::inline v0::ui::detail {

namespace {

// What a thread keeps of its own. Without a destructor, so that reaching it is one instruction.
struct Tape {
    Chunk* current;
    std::int64_t live;
    Chunk* spare;
    int spares;
};
constexpr int most_spares = 4;
constinit thread_local Tape tape{};
constinit std::uint64_t last_number = 0;

std::int64_t add(Chunk* chunk, std::int64_t amount) {
    return __atomic_add_fetch(&chunk->count, amount, __ATOMIC_ACQ_REL);
}

void free_block(Chunk* chunk) {
#ifndef KAON_UI_FRESH_CHUNKS
    if (chunk->capacity == chunk_bytes && tape.spares < most_spares) {
        chunk->next = std::exchange(tape.spare, chunk);
        ++tape.spares;
        return;
    }
#endif
    std::free(chunk);
}

// Runs the cleanups and drops the retained chunks; what dies by that goes the same way, without recursion.
void clear(Chunk* chunk, Chunk*& dying) {
    for (Binding* b = std::exchange(chunk->bindings, nullptr); b; b = b->next) b->end();
    for (Cleanup* c = std::exchange(chunk->cleanups, nullptr); c; c = c->next) c->run(c->object);
    for (Retained* r = std::exchange(chunk->retained, nullptr); r; r = r->next) {
        if (add(r->chunk, -1) == 0) r->chunk->next = std::exchange(dying, r->chunk);
    }
}

void destroy_all(Chunk* list) {
    while (Chunk* dead = list) {
        list = std::exchange(dead->next, nullptr);
        clear(dead, list);
        free_block(dead);
    }
}

void destroy(Chunk* chunk) {
    chunk->next = nullptr;
    destroy_all(chunk);
}

#ifndef __wasm__
// Gives a thread's memory back at its end.
struct AtThreadEnd {
    bool armed = false;
    ~AtThreadEnd() {
        close_current();
        while (Chunk* chunk = tape.spare) {
            tape.spare = chunk->next;
            std::free(chunk);
        }
        tape.spares = most_spares;  // nothing more is kept
    }
};
thread_local AtThreadEnd at_thread_end;
#endif

Chunk* new_chunk(std::size_t capacity) {
    Chunk* chunk = nullptr;
    if (capacity == chunk_bytes && tape.spare) {
        chunk = tape.spare;
        tape.spare = chunk->next;
        --tape.spares;
    } else {
        chunk = static_cast<Chunk*>(std::malloc(capacity));
        if (!chunk) std::abort();
    }
    *chunk = Chunk{.count = open_bias,
                   .number = __atomic_add_fetch(&last_number, 1, __ATOMIC_RELAXED),
                   .capacity = static_cast<std::uint32_t>(capacity),
                   .used = sizeof(Chunk),
                   .retained = nullptr,
                   .cleanups = nullptr,
                   .bindings = nullptr,
                   .next = nullptr};
    return chunk;
}

// The last view into the current chunk is gone: empties it, unless another thread still holds a part.
void rewind_current() {
    Chunk* chunk = tape.current;
    if (__atomic_load_n(&chunk->count, __ATOMIC_ACQUIRE) != open_bias) return;
#ifdef KAON_UI_FRESH_CHUNKS
    close_current();
#else
    if (chunk->retained || chunk->cleanups || chunk->bindings) {
        tape.current = nullptr;  // what is dropped here may record views
        Chunk* dying = nullptr;
        clear(chunk, dying);
        destroy_all(dying);
        if (tape.current) return free_block(chunk);
        tape.current = chunk;
    }
    chunk->used = sizeof(Chunk);
#endif
}

}  // namespace

void close_current() {
    Chunk* chunk = std::exchange(tape.current, nullptr);
    const std::int64_t live = std::exchange(tape.live, 0);
    if (chunk && add(chunk, live - open_bias) == 0) destroy(chunk);
}

void adopt(Binding* binding) { binding->next = std::exchange(tape.current->bindings, binding); }
std::int64_t live_views() { return tape.live; }

void hold(Chunk* chunk) {
    if (chunk == tape.current) ++tape.live;
    else add(chunk, 1);
}

void release(Chunk* chunk) {
    if (chunk == tape.current) {
        if (--tape.live == 0) rewind_current();
    } else if (add(chunk, -1) == 0) {
        destroy(chunk);
    }
}

void hold(const Node* node) { hold(chunk_of(node)); }
void release(const Node* node) { release(chunk_of(node)); }
Chunk* current_chunk() { return tape.current; }

void* allocate(std::size_t size, std::size_t retains, const Chunk* above) {
    size = (size + 7) & ~std::size_t{7};
    const std::size_t needed = size + retains * sizeof(Retained);
    Chunk* chunk = tape.current;
    const bool fits =
        chunk && chunk->capacity - chunk->used >= needed && (!above || above == chunk || above->number < chunk->number);
    if (!fits) [[unlikely]] {
        close_current();
        const std::size_t capacity = needed + sizeof(Chunk);
        if (capacity > UINT32_MAX) std::abort();
        chunk = tape.current = new_chunk(capacity > chunk_bytes ? capacity : chunk_bytes);
#ifndef __wasm__
        at_thread_end.armed = true;
#endif
    }
    void* room = reinterpret_cast<char*>(chunk) + chunk->used;
    chunk->used += static_cast<std::uint32_t>(size);
    return room;
}

void retain(Chunk* other) {
    Chunk* chunk = tape.current;
    if (other == chunk) return;
    int looked = 0;
    for (const Retained* r = chunk->retained; r && looked < 8; r = r->next, ++looked) {
        if (r->chunk == other) return;
    }
    hold(other);
    auto* entry = reinterpret_cast<Retained*>(reinterpret_cast<char*>(chunk) + chunk->used);
    chunk->used += sizeof(Retained);
    *entry = {other, chunk->retained};
    chunk->retained = entry;
}

void* allocate_apart(std::size_t size, void (*run)(void*), void* object) {
    Chunk* chunk = new_chunk(sizeof(Chunk) + sizeof(Cleanup) + size);
    chunk->count = 1;
    auto* cleanup = reinterpret_cast<Cleanup*>(chunk + 1);
    *cleanup = {run, object, nullptr};
    chunk->cleanups = cleanup;
    chunk->used = chunk->capacity;
    return cleanup + 1;
}

}  // namespace kaon::inline v0::ui::detail
