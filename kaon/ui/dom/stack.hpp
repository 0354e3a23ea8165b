// Stack: a growing array of plain values that nested calls share: each notes the size, pushes, and cuts back.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <type_traits>

namespace kaon::dom {

template <class T>
class Stack {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    void push(const T& value) {
        if (size_ == capacity_) [[unlikely]]
            grow();
        data_[size_++] = value;
    }
    T& operator[](std::uint32_t index) { return data_[index]; }
    const T& operator[](std::uint32_t index) const { return data_[index]; }
    T* data() { return data_; }
    std::uint32_t size() const { return size_; }
    void cut(std::uint32_t size) { size_ = size; }
    void release() {
        std::free(data_);
        data_ = nullptr;
        size_ = capacity_ = 0;
    }

private:
    [[gnu::noinline]] void grow() {
        capacity_ = capacity_ * 2 + 32;
        void* room = std::realloc(static_cast<void*>(data_), capacity_ * sizeof(T));
        if (!room) std::abort();
        data_ = static_cast<T*>(room);
    }

    T* data_ = nullptr;
    std::uint32_t size_ = 0, capacity_ = 0;
};

}  // namespace kaon::dom
