// Scarce memory, for tests: operator new of a whole test program, which fails when it is told to. One file of the
// program includes this, and none under the thread sanitizer, which brings these operators itself.
//
//   scarce_memory.fail_after(n);               // the allocation after the next n fails
//   Result<> outcome = trial();
//   if (scarce_memory.stop()) break;           // none had to: the trial takes no more than n
//
// Threads: any; those that set is_exempt get what they ask for, and are not counted.
#pragma once

#include <atomic>
#include <cstdlib>
#include <new>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

enum class Scarcity : unsigned char { once, lasting };

class ScarceMemory {
public:
    void fail_after(int allocations, Scarcity scarcity = Scarcity::once) {
        lasts_ = scarcity == Scarcity::lasting;
        left_ = allocations;
    }
    // Whether nothing has failed.
    bool stop() {
        left_ = -1;
        return !failed_.exchange(false);
    }
    // Asked before each allocation.
    bool fails() {
        if (is_exempt || left_.load(std::memory_order_relaxed) < 0) return false;
        if (left_.fetch_sub(1, std::memory_order_relaxed) != 0) return false;
        failed_ = true;
        if (lasts_) left_ = 0;
        return true;
    }
    static inline thread_local bool is_exempt = false;

private:
    std::atomic<int> left_ = -1;  // negative: all succeed
    std::atomic<bool> lasts_ = false;
    std::atomic<bool> failed_ = false;
};

inline ScarceMemory scarce_memory;

inline void* allocate_scarce(std::size_t size) {
    if (scarce_memory.fails()) throw std::bad_alloc();
    if (void* memory = std::malloc(size ? size : 1)) return memory;
    throw std::bad_alloc();
}

}  // namespace kaon::inline v0

void* operator new(std::size_t size) { return kaon::allocate_scarce(size); }
void* operator new[](std::size_t size) { return kaon::allocate_scarce(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
