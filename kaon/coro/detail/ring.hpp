// Ring<T>: a queue in one block that grows by doubling; an empty one that was never used holds no memory.
//
// Internal to channels. Threads: none of its own.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::detail {

template <class T>
class Ring {
public:
    Ring() = default;
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;
    ~Ring() {
        while (size_) take();
        std::allocator<T>().deallocate(slots_, capacity_);
    }

    std::size_t size() const { return size_; }
    void push(T&& value) {
        if (size_ == capacity_) grow();
        std::construct_at(slot(size_), std::move(value));
        ++size_;
    }
    // The oldest; there must be one.
    T take() {
        T* oldest = slot(0);
        T value = std::move(*oldest);
        std::destroy_at(oldest);
        first_ = (first_ + 1) & (capacity_ - 1);
        --size_;
        return value;
    }
    void swap(Ring& other) noexcept {
        std::swap(slots_, other.slots_);
        std::swap(capacity_, other.capacity_);
        std::swap(first_, other.first_);
        std::swap(size_, other.size_);
    }

private:
    T* slot(std::size_t index) const { return slots_ + ((first_ + index) & (capacity_ - 1)); }
    void grow() {
        const std::size_t larger = capacity_ ? 2 * capacity_ : 1;
        T* slots = std::allocator<T>().allocate(larger);
        for (std::size_t i = 0; i < size_; ++i) {
            std::construct_at(slots + i, std::move(*slot(i)));
            std::destroy_at(slot(i));
        }
        std::allocator<T>().deallocate(slots_, capacity_);
        slots_ = slots;
        capacity_ = larger;
        first_ = 0;
    }

    T* slots_ = nullptr;
    std::size_t capacity_ = 0;  // a power of two
    std::size_t first_ = 0;
    std::size_t size_ = 0;
};

}  // namespace kaon::inline v0::detail
