// Stack: a growing array of plain values that nested calls share: each notes the size, pushes, and cuts back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::dom {

// What needs no type.
class StackBase {
public:
    std::uint32_t size() const { return size_; }
    void cut(std::uint32_t size) { size_ = size; }
    void release();

protected:
    // Room for this many values; with 0 for twice as many as before.
    void resize(std::uint32_t capacity, std::size_t value_size);

    void* data_ = nullptr;
    std::uint32_t size_ = 0, capacity_ = 0;
};

template <class T>
class Stack : public StackBase {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    void push(const T& value) {
        if (size_ == capacity_) [[unlikely]]
            resize(0, sizeof(T));
        data()[size_++] = value;
    }
    // For an array that will get this many and no more.
    void reserve(std::uint32_t count) {
        if (count > capacity_) resize(count, sizeof(T));
    }
    // So many more, whose values are still to be given.
    T* extend(std::uint32_t count) {
        reserve(size_ + count);
        T* const added = data() + size_;
        size_ += count;
        return added;
    }
    T& operator[](std::uint32_t index) { return data()[index]; }
    const T& operator[](std::uint32_t index) const { return static_cast<const T*>(data_)[index]; }
    T* data() { return static_cast<T*>(data_); }
};

}  // namespace kaon::inline v0::dom
