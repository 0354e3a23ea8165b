// Atomic<T>: one small value that many cores read and write, without a lock.
//
//   struct Stats { Atomic<std::uint64_t> hits; };      // shareable: State<Stats> may hold it
//   stats->hits.add(1);
//   if (!stopped.exchange(true)) ...
//
// Orders: load acquires, store releases, the rest do both. For counters that order nothing there are load_relaxed and
// add_relaxed. Like every lock here it is usable through const: what is shared is const, what changes says so by its
// type. Threads: every function from any. Limits: T is trivially copyable, 1, 2, 4 or 8 bytes. A class of our own
// because <atomic> costs 36,000 lines of header.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

template <class T>
concept AtomicValue =
    std::is_trivially_copyable_v<T> && (sizeof(T) == 1 || sizeof(T) == 2 || sizeof(T) == 4 || sizeof(T) == 8);

template <AtomicValue T>
class Atomic {
public:
    using value_type = T;
    static constexpr bool is_shareable = true;
    static constexpr bool is_always_lock_free = true;

    constexpr Atomic() = default;
    constexpr Atomic(T value) : value_(value) {}
    Atomic(const Atomic&) = delete;
    Atomic& operator=(const Atomic&) = delete;

    T load() const { return read<__ATOMIC_ACQUIRE>(); }
    T load_relaxed() const { return read<__ATOMIC_RELAXED>(); }
    void store(T value) const { __atomic_store(&value_, &value, __ATOMIC_RELEASE); }
    void store_relaxed(T value) const { __atomic_store(&value_, &value, __ATOMIC_RELAXED); }

    // Gives the value that was there before.
    T exchange(T value) const {
        T before;
        __atomic_exchange(&value_, &value, &before, __ATOMIC_ACQ_REL);
        return before;
    }
    // Stores `wanted` when the value is `expected`; else puts the value into `expected` and gives false.
    bool compare_exchange(T& expected, T wanted) const {
        return __atomic_compare_exchange(&value_, &expected, &wanted, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    }
    // Replaces the value by f(value), which may run more than once; gives the new value.
    template <std::invocable<T> F>
    T update(F f) const {
        T before = load();
        T after = f(before);
        while (!compare_exchange(before, after)) after = f(before);
        return after;
    }

    // Give the value after.
    T add(T amount) const
        requires std::integral<T>
    {
        return __atomic_add_fetch(&value_, amount, __ATOMIC_ACQ_REL);
    }
    T subtract(T amount) const
        requires std::integral<T>
    {
        return __atomic_sub_fetch(&value_, amount, __ATOMIC_ACQ_REL);
    }
    T add_relaxed(T amount) const
        requires std::integral<T>
    {
        return __atomic_add_fetch(&value_, amount, __ATOMIC_RELAXED);
    }

private:
    template <int Order>
    T read() const {
        T value;
        __atomic_load(&value_, &value, Order);
        return value;
    }

    alignas(sizeof(T)) mutable T value_{};
};

}  // namespace kaon::inline v0
