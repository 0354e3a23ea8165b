// Mutex<T> and RwLock<T>: locks that own what they protect. There is no way to the value but through the lock.
//
//   Mutex<std::vector<Job>> jobs;
//   jobs.lock()->push_back(job);                              // unlocked at the end of the statement
//   auto size = jobs.with([](auto& list) { return list.size(); });
//   auto guard = jobs.lock();  guard->clear();  (*guard).shrink_to_fit();
//
//   RwLock<Settings> settings;
//   settings.read()->limit;      settings.write()->limit = 7;
//
// Usable through const, so that a struct of locks can be shared as State<...>. Threads: all of it, from any; on wasm32,
// which has one thread, locking costs nothing. A thread that locks a Mutex twice waits for ever: clang's analysis
// refuses it when both are in one function. Never keep a guard across a co_await: what resumes may need the lock, and
// waits on its own core. RwLock lets waiting writers go first. Size: 4 bytes more than T (RwLock: 8).
#pragma once

#include <cstdint>
#include <utility>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

namespace detail {

// state_: 0 free, 1 locked, 2 locked and somebody may wait.
class RawMutex {
public:
    void lock() {
        std::uint32_t free = 0;
        if (!__atomic_compare_exchange_n(&state_, &free, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) lock_slow();
    }
    bool try_lock() {
        std::uint32_t free = 0;
        return __atomic_compare_exchange_n(&state_, &free, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
    }
    void unlock() {
        if (__atomic_exchange_n(&state_, 0, __ATOMIC_RELEASE) == 2) wake_one();
    }

private:
    void lock_slow();
    void wake_one();

    std::uint32_t state_ = 0;
};

// state_: how many read, or `writing`. writers_: how many wait to write; while any does, no new reader enters.
class RawRwLock {
public:
    void lock_read();
    void unlock_read();
    void lock_write();
    void unlock_write();

private:
    static constexpr std::uint32_t writing = UINT32_MAX;
    void wait(std::uint32_t seen);

    std::uint32_t state_ = 0;
    std::uint32_t writers_ = 0;
};

}  // namespace detail

template <class T>
class [[clang::capability("mutex")]] Mutex {
public:
    using value_type = T;
    static constexpr bool is_shareable = true;

    // Holds the lock and leads to the value. Stays where it was made.
    class [[nodiscard]] [[clang::scoped_lockable]] Guard {
    public:
        explicit Guard(const Mutex& mutex [[clang::lifetimebound]]) __attribute__((acquire_capability(mutex)))
            : mutex_(mutex) {
            mutex.raw_.lock();
        }
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;
        ~Guard() __attribute__((release_capability())) { mutex_.raw_.unlock(); }

        T& operator*() const [[clang::lifetimebound]] { return mutex_.value_; }
        T* operator->() const [[clang::lifetimebound]] { return &mutex_.value_; }

    private:
        const Mutex& mutex_;
    };

    constexpr Mutex() = default;
    template <class... A>
    constexpr explicit Mutex(std::in_place_t, A&&... arguments) : value_(std::forward<A>(arguments)...) {}
    constexpr explicit Mutex(T value) : value_(std::move(value)) {}
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    Guard lock() const [[clang::lifetimebound]] __attribute__((acquire_capability()))
    __attribute__((no_thread_safety_analysis)) {
        return Guard(*this);
    }

    // f(value) under the lock.
    template <class F>
    decltype(auto) with(F&& f) const {
        Guard guard(*this);
        return std::forward<F>(f)(value_);
    }
    // f(value) under the lock, when nobody holds it; whether f ran.
    template <class F>
    bool try_with(F&& f) const {
        if (!raw_.try_lock()) return false;
        struct Unlock {
            detail::RawMutex& raw;
            ~Unlock() { raw.unlock(); }
        } unlock{raw_};
        std::forward<F>(f)(value_);
        return true;
    }

private:
    mutable detail::RawMutex raw_;
    mutable T value_{};
};

template <class T>
class [[clang::capability("rwlock")]] RwLock {
public:
    using value_type = T;
    static constexpr bool is_shareable = true;

    class [[nodiscard]] [[clang::scoped_lockable]] ReadGuard {
    public:
        explicit ReadGuard(const RwLock& lock [[clang::lifetimebound]]) __attribute__((acquire_shared_capability(lock)))
            : lock_(lock) {
            lock.raw_.lock_read();
        }
        ReadGuard(const ReadGuard&) = delete;
        ReadGuard& operator=(const ReadGuard&) = delete;
        ~ReadGuard() __attribute__((release_capability())) { lock_.raw_.unlock_read(); }

        const T& operator*() const [[clang::lifetimebound]] { return lock_.value_; }
        const T* operator->() const [[clang::lifetimebound]] { return &lock_.value_; }

    private:
        const RwLock& lock_;
    };

    class [[nodiscard]] [[clang::scoped_lockable]] WriteGuard {
    public:
        explicit WriteGuard(const RwLock& lock [[clang::lifetimebound]]) __attribute__((acquire_capability(lock)))
            : lock_(lock) {
            lock.raw_.lock_write();
        }
        WriteGuard(const WriteGuard&) = delete;
        WriteGuard& operator=(const WriteGuard&) = delete;
        ~WriteGuard() __attribute__((release_capability())) { lock_.raw_.unlock_write(); }

        T& operator*() const [[clang::lifetimebound]] { return lock_.value_; }
        T* operator->() const [[clang::lifetimebound]] { return &lock_.value_; }

    private:
        const RwLock& lock_;
    };

    constexpr RwLock() = default;
    constexpr explicit RwLock(T value) : value_(std::move(value)) {}
    RwLock(const RwLock&) = delete;
    RwLock& operator=(const RwLock&) = delete;

    ReadGuard read() const [[clang::lifetimebound]] __attribute__((acquire_shared_capability()))
    __attribute__((no_thread_safety_analysis)) {
        return ReadGuard(*this);
    }
    WriteGuard write() const [[clang::lifetimebound]] __attribute__((acquire_capability()))
    __attribute__((no_thread_safety_analysis)) {
        return WriteGuard(*this);
    }
    // f(const value), f(value).
    template <class F>
    decltype(auto) with_read(F&& f) const {
        ReadGuard guard(*this);
        return std::forward<F>(f)(std::as_const(value_));
    }
    template <class F>
    decltype(auto) with_write(F&& f) const {
        WriteGuard guard(*this);
        return std::forward<F>(f)(value_);
    }

private:
    mutable detail::RawRwLock raw_;
    mutable T value_{};
};

}  // namespace kaon::inline v0
