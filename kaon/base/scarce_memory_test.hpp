// Scarce memory, for tests: operator new of a whole test program, which fails when it is told to. One file of the
// program includes this, and none under the thread sanitizer, which brings these operators itself.
//
//   scarce_memory.fail_after(n);               // the allocation after the next n fails
//   Result<> outcome = trial();
//   if (scarce_memory.stop()) break;           // none had to: the trial takes no more than n
//
// Processes that are forked after share() count together: a test makes a whole program run out of it.
// Threads: any; those that set is_exempt get what they ask for, and are not counted.
#pragma once

#include <atomic>
#include <cstdlib>
#include <new>

#include <sys/mman.h>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

enum class Scarcity : unsigned char { once, lasting };

class ScarceMemory {
public:
    void fail_after(int allocations, Scarcity scarcity = Scarcity::once) {
        state_->lasts = scarcity == Scarcity::lasting;
        state_->left = allocations;
    }
    // Whether nothing has failed.
    bool stop() {
        state_->left = -1;
        return !state_->failed.exchange(false);
    }
    // Asked before each allocation.
    bool fails() {
        State& now = *state_;
        if (is_exempt || now.left.load(std::memory_order_relaxed) < 0) return false;
        if (now.left.fetch_sub(1, std::memory_order_relaxed) != 0) return false;
        now.failed = true;
        if (now.lasts) now.left = 0;
        return true;
    }
    void share() {
        void* const memory = ::mmap(nullptr, sizeof(State), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory != MAP_FAILED && state_ == &own_) state_ = new (memory) State;
    }
    static inline thread_local bool is_exempt = false;

private:
    struct State {
        std::atomic<int> left = -1;  // negative: all succeed
        std::atomic<bool> lasts = false;
        std::atomic<bool> failed = false;
    };
    State own_;
    State* state_ = &own_;
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
