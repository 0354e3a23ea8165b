// The browser half's allocator and memory functions under load, as a program of their own (memory.mjs runs it).
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <new>

#include "kaon/browser/host/imports.hpp"

namespace {

struct Random {
    std::uint32_t state;
    std::uint32_t below(std::uint32_t limit) {
        state ^= state << 13, state ^= state >> 17, state ^= state << 5;
        return state % limit;
    }
};

enum class From : std::uint8_t { none, malloc_, new_, aligned };

struct Held {
    unsigned char* at = nullptr;
    std::size_t size = 0;
    unsigned char mark = 0;
    From from = From::none;
};

bool is_intact(const Held& held, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
        if (held.at[i] != held.mark) return false;
    }
    return true;
}

std::size_t any_size(Random& random) {
    switch (random.below(8)) {
        case 0: return random.below(40'000);
        case 1: return random.below(4'096);
        case 2: return random.below(50) == 0 ? random.below(400'000) : 0;
        default: return random.below(300);
    }
}

void release(Held& held) {
    if (held.from == From::new_) ::operator delete(held.at, held.size);
    else std::free(held.at);
    held = {};
}

bool acquire(Held& held, Random& random) {
    held.size = any_size(random);
    held.mark = static_cast<unsigned char>(random.below(255) + 1);
    held.from = static_cast<From>(random.below(3) + 1);
    std::size_t alignment = 8;
    if (held.from == From::malloc_) {
        held.at = static_cast<unsigned char*>(std::malloc(held.size));
    } else if (held.from == From::new_) {
        held.at = static_cast<unsigned char*>(::operator new(held.size));
    } else {
        alignment = std::size_t{8} << random.below(8);
        held.size = random.below(20'000);
        held.at = static_cast<unsigned char*>(std::aligned_alloc(alignment, held.size));
    }
    if (!held.at || reinterpret_cast<std::uintptr_t>(held.at) % alignment != 0) return false;
    std::memset(held.at, held.mark, held.size);
    return true;
}

bool resize(Held& held, Random& random) {
    const std::size_t kept = held.size;
    held.size = any_size(random);
    held.at = static_cast<unsigned char*>(std::realloc(held.at, held.size));
    if (!held.at || !is_intact(held, kept < held.size ? kept : held.size)) return false;
    std::memset(held.at, held.mark, held.size);
    return true;
}

void* volatile sink;

}  // namespace

extern "C" {

// Takes, resizes and gives back at random, each piece filled with a mark of its own. 0: all marks were found again.
KAON_EXPORT(stress) int stress(std::uint32_t seed, int rounds) {
    static Held all[2000];
    Random random{seed | 1};
    for (int i = 0; i < rounds; ++i) {
        Held& held = all[random.below(2000)];
        if (held.from == From::none) {
            if (!acquire(held, random)) return 1;
        } else if (!is_intact(held, held.size)) {
            return 2;
        } else if (held.from == From::malloc_ && random.below(3) == 0) {
            if (!resize(held, random)) return 3;
        } else {
            release(held);
        }
    }
    for (Held& held : all) {
        if (held.from == From::none) continue;
        if (!is_intact(held, held.size)) return 4;
        release(held);
    }
    return 0;
}

// memmove within one array at every distance and size against a byte loop; memset too. 0: the same.
KAON_EXPORT(moves) int moves() {
    unsigned char ours[200], wanted[200];
    for (std::size_t size = 0; size <= 80; ++size) {
        for (std::size_t from = 0; from < 40; from += 3) {
            for (std::size_t to = 0; to < 60; ++to) {
                for (int i = 0; i < 200; ++i) ours[i] = wanted[i] = static_cast<unsigned char>(i * 7);
                unsigned char held[80];
                for (std::size_t i = 0; i < size; ++i) held[i] = wanted[from + i];
                for (std::size_t i = 0; i < size; ++i) wanted[to + i] = held[i];
                std::memmove(ours + to, ours + from, size);
                for (int i = 0; i < 200; ++i) {
                    if (ours[i] != wanted[i]) return 1;
                }
            }
        }
        std::memset(ours, 0, 200);
        std::memset(ours + 5, 0xa5, size);
        for (std::size_t i = 0; i < 200; ++i) {
            if (ours[i] != (i >= 5 && i < 5 + size ? 0xa5 : 0)) return 2;
        }
    }
    return 0;
}

// Requests that cannot be met give null, not a small piece.
KAON_EXPORT(refusals) int refusals() {
    volatile std::size_t huge = SIZE_MAX;
    // Through `sink`, else the compiler takes pairs of malloc and free for success.
    for (const std::size_t size : {huge, huge - 100'000}) {
        sink = std::malloc(size);
        if (sink) return 1;
    }
    sink = std::calloc(huge / 2, 4);
    if (sink) return 2;
    sink = std::aligned_alloc(std::size_t{1} << 16, 8);
    if (sink) return 3;
    sink = std::malloc(10);
    if (std::realloc(sink, huge)) return 4;
    std::free(sink);
    return 0;
}

// For timing: pairs of new and sized delete, 16 alive at a time; and copies.
KAON_EXPORT(pairs) void pairs(int count, std::size_t size) {
    void* held[16]{};
    for (int i = 0; i < count; ++i) {
        void*& place = held[i % 16];
        if (place) ::operator delete(place, size);
        place = ::operator new(size);
    }
    for (void* place : held) {
        if (place) ::operator delete(place, size);
    }
}
KAON_EXPORT(copies) void copies(int count, std::size_t size) {
    static unsigned char from[4096], to[4096];
    for (int i = 0; i < count; ++i) {
        std::memcpy(to, from, size);
        sink = to;
    }
}

}  // extern "C"

// What is called stands above; the page's own start is not used.
int main() {}
