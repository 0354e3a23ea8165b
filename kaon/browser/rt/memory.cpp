// memcpy, memmove and memset: a few moves for small sizes, one instruction of WebAssembly for the rest. strlen: a loop,
// for it is called for short literals.
//
// V8's memory.copy and memory.fill are calls out of the generated code, which cost more than moving 32 bytes by hand
// (figures: docs/decisions/browser-half.md). So only this file is compiled with -mbulk-memory: elsewhere clang would
// put the instruction in the place of each call.
#include <cstddef>
#include <cstdint>

namespace {

template <class Word>
Word load(const unsigned char* from) {
    Word word;
    __builtin_memcpy(&word, from, sizeof word);
    return word;
}
template <class Word>
void store(unsigned char* to, Word word) {
    __builtin_memcpy(to, &word, sizeof word);
}

// Two words that overlap cover every size between one and two of them. Both are read before the first is written, so
// the ranges may overlap too.
template <class Word>
void move_two(unsigned char* to, const unsigned char* from, std::size_t size) {
    const Word first = load<Word>(from);
    const Word last = load<Word>(from + size - sizeof(Word));
    store(to, first);
    store(to + size - sizeof(Word), last);
}

void move_small(unsigned char* to, const unsigned char* from, std::size_t size) {
    using U64 = std::uint64_t;
    if (size > 16) {
        const U64 a = load<U64>(from), b = load<U64>(from + 8);
        const U64 c = load<U64>(from + size - 16), d = load<U64>(from + size - 8);
        store(to, a), store(to + 8, b);
        store(to + size - 16, c), store(to + size - 8, d);
    } else if (size >= 8) {
        move_two<U64>(to, from, size);
    } else if (size >= 4) {
        move_two<std::uint32_t>(to, from, size);
    } else if (size >= 2) {
        move_two<std::uint16_t>(to, from, size);
    } else if (size == 1) {
        *to = *from;
    }
}

}  // namespace

extern "C" {

void* memmove(void* to, const void* from, std::size_t size) {
    if (size <= 32) move_small(static_cast<unsigned char*>(to), static_cast<const unsigned char*>(from), size);
    else __builtin_memmove(to, from, size);
    return to;
}

void* memcpy(void* to, const void* from, std::size_t size) { return memmove(to, from, size); }

void* memset(void* to, int value, std::size_t size) {
    auto* bytes = static_cast<unsigned char*>(to);
    if (size > 32) {
        __builtin_memset(to, value, size);
        return to;
    }
    for (std::size_t at = 0; at < size; ++at) bytes[at] = static_cast<unsigned char>(value);
    return to;
}

std::size_t strlen(const char* text) {
    std::size_t size = 0;
    while (text[size]) ++size;
    return size;
}

}  // extern "C"
