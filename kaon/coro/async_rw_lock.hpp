// AsyncRwLock<T>: many Tasks read or one writes, and may await while they do.
//
//   AsyncRwLock<Index> index;
//   auto reading = co_await index.read();     // with other readers
//   auto writing = co_await index.write();    // alone
//   auto again = std::move(writing).downgrade();   // goes on as a reader; no writer comes in between
//
// Fair: in the order of asking, so a reader that comes after a waiting writer waits for it. A Task that reads must
// therefore not ask to read again: it would wait for a writer that waits for it.
// Cancellation, errors, threads, lifetime: as AsyncMutex. Limits: 2^32 - 1 readers at once.
#pragma once

#include <cstdint>
#include <optional>

#include "kaon/coro/detail/acquire.hpp"

namespace kaon::inline v0 {

template <class T>
class AsyncRwLock {
    static constexpr std::size_t everyone = UINT32_MAX;

public:
    using value_type = T;
    static constexpr bool is_shareable = true;

    class [[nodiscard]] ReadGuard {
    public:
        ReadGuard(ReadGuard&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {}
        ReadGuard& operator=(ReadGuard&& other) noexcept {
            std::swap(lock_, other.lock_);
            return *this;
        }
        ~ReadGuard() { unlock(); }

        const T& operator*() const [[clang::lifetimebound]] { return lock_->value_; }
        const T* operator->() const [[clang::lifetimebound]] { return &lock_->value_; }
        void unlock() {
            if (lock_) detail::give_back(std::exchange(lock_, nullptr)->permits_, 1);
        }

    private:
        friend class detail::Acquire<ReadGuard, AsyncRwLock>;
        friend class AsyncRwLock;
        explicit ReadGuard(const AsyncRwLock& lock, std::size_t = 1) : lock_(&lock) {}

        const AsyncRwLock* lock_;
    };

    class [[nodiscard]] WriteGuard {
    public:
        WriteGuard(WriteGuard&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {}
        WriteGuard& operator=(WriteGuard&& other) noexcept {
            std::swap(lock_, other.lock_);
            return *this;
        }
        ~WriteGuard() { unlock(); }

        T& operator*() const [[clang::lifetimebound]] { return lock_->value_; }
        T* operator->() const [[clang::lifetimebound]] { return &lock_->value_; }
        void unlock() {
            if (lock_) detail::give_back(std::exchange(lock_, nullptr)->permits_, everyone);
        }
        // Reads on; those who wait to read come in.
        ReadGuard downgrade() && {
            const AsyncRwLock& lock = *std::exchange(lock_, nullptr);
            detail::give_back(lock.permits_, everyone - 1);
            return ReadGuard(lock);
        }

    private:
        friend class detail::Acquire<WriteGuard, AsyncRwLock>;
        friend class AsyncRwLock;
        explicit WriteGuard(const AsyncRwLock& lock, std::size_t = everyone) : lock_(&lock) {}

        const AsyncRwLock* lock_;
    };
    using Reading = detail::Acquire<ReadGuard, AsyncRwLock>;
    using Writing = detail::Acquire<WriteGuard, AsyncRwLock>;

    AsyncRwLock() : permits_(detail::Permits(everyone)) {}
    explicit AsyncRwLock(T value) : permits_(detail::Permits(everyone)), value_(std::move(value)) {}
    AsyncRwLock(const AsyncRwLock&) = delete;
    AsyncRwLock& operator=(const AsyncRwLock&) = delete;
    ~AsyncRwLock() { detail::check_unused(permits_, "an AsyncRwLock"); }

    [[nodiscard]] Reading read() const [[clang::lifetimebound]] { return Reading(permits_, *this, 1); }
    [[nodiscard]] Writing write() const [[clang::lifetimebound]] { return Writing(permits_, *this, everyone); }
    std::optional<ReadGuard> try_read() const [[clang::lifetimebound]] {
        if (!permits_.lock()->try_take(1)) return std::nullopt;
        return ReadGuard(*this);
    }
    std::optional<WriteGuard> try_write() const [[clang::lifetimebound]] {
        if (!permits_.lock()->try_take(everyone)) return std::nullopt;
        return WriteGuard(*this);
    }

private:
    Mutex<detail::Permits> permits_;
    mutable T value_{};
};

}  // namespace kaon::inline v0
