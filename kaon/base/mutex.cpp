// The waiting halves of the locks: Linux futexes; on wasm32 there is one thread and nothing ever waits.
#include "kaon/base/mutex.hpp"

#include "kaon/base/futex.hpp"

namespace kaon::inline v0::detail {

namespace {
std::uint32_t load(const std::uint32_t& word) { return __atomic_load_n(&word, __ATOMIC_SEQ_CST); }
}  // namespace

// U. Drepper, "Futexes Are Tricky", section 6, with a short spin: most critical sections are shorter than a system
// call.
void RawMutex::lock_slow() {
    for (int spin = 0; spin < 100; ++spin) {
        if (load(state_) == 0 && try_lock()) return;
        pause_briefly();
    }
    while (__atomic_exchange_n(&state_, 2, __ATOMIC_ACQUIRE) != 0) futex_wait(state_, 2);
}

void RawMutex::wake_one() { futex_wake(state_, 1); }

void RawRwLock::wait(std::uint32_t seen) { futex_wait(state_, seen); }

void RawRwLock::lock_read() {
    for (;;) {
        std::uint32_t state = load(state_);
        if (state != writing && load(writers_) == 0) {
            if (__atomic_compare_exchange_n(&state_, &state, state + 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
                return;
        } else if (state != 0) {
            wait(state);
        } else {
            pause_briefly();  // a writer was woken and is about to enter
        }
    }
}

void RawRwLock::unlock_read() {
    // Everybody waits on state_, whose value only a change to 0 makes worth another look.
    if (__atomic_sub_fetch(&state_, 1, __ATOMIC_SEQ_CST) == 0) futex_wake_all(state_);
}

void RawRwLock::lock_write() {
    __atomic_add_fetch(&writers_, 1, __ATOMIC_SEQ_CST);
    for (;;) {
        std::uint32_t state = 0;
        if (__atomic_compare_exchange_n(&state_, &state, writing, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) break;
        wait(state);
    }
    __atomic_sub_fetch(&writers_, 1, __ATOMIC_SEQ_CST);
}

void RawRwLock::unlock_write() {
    __atomic_store_n(&state_, 0, __ATOMIC_SEQ_CST);
    futex_wake_all(state_);
}

}  // namespace kaon::inline v0::detail
