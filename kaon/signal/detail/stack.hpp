// A growable array of trivial values, constant-initialised. Its memory is never given back: it is a thread's own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::graph::detail {

// Moves the array to one of twice the size.
[[gnu::noinline]] void* grow(void* items, std::uint32_t& capacity, std::size_t item_size);

template <class T>
struct Stack {
    static_assert(std::is_trivially_copyable_v<T>);
    T* items = nullptr;
    std::uint32_t size = 0;
    std::uint32_t capacity = 0;

    void push(T item) {
        if (size == capacity) [[unlikely]]
            items = static_cast<T*>(grow(items, capacity, sizeof(T)));
        items[size++] = item;
    }
    T pop() { return items[--size]; }
    T& top() { return items[size - 1]; }
};

}  // namespace kaon::inline v0::graph::detail
