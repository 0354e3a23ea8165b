// AsyncMutex<T>: a lock that owns what it protects, and that a Task may hold while it awaits.
//
//   AsyncMutex<Connection> connection;
//   auto guard = co_await connection.lock();       // others wait without holding their core
//   co_await guard->ask(question);                 // unlocked when `guard` ends
//
// For what is not held across an await, Mutex (kaon/base/mutex.hpp) costs less. Fair: in the order of asking.
// Cancellation: a lock() that is cancelled does not hold it; what was on its way goes to the next.
// Errors: Errc::cancelled only. Threads: all of it from any; a Task goes on on its own core. Usable through const, so
// that State<...> may hold it. A Task that locks it twice waits for ever.
// Lifetime: a guard and those who wait end before the AsyncMutex; else the program ends and says so.
#pragma once

#include <optional>

#include "kaon/coro/detail/acquire.hpp"

namespace kaon::inline v0 {

template <class T>
class AsyncMutex {
public:
    using value_type = T;
    static constexpr bool is_shareable = true;

    // Holds the lock and leads to the value. Moves; the one that was moved from holds nothing and must not be asked.
    class [[nodiscard]] Guard {
    public:
        Guard(Guard&& other) noexcept : mutex_(std::exchange(other.mutex_, nullptr)) {}
        Guard& operator=(Guard&& other) noexcept {
            std::swap(mutex_, other.mutex_);
            return *this;
        }
        ~Guard() { unlock(); }

        T& operator*() const [[clang::lifetimebound]] { return mutex_->value_; }
        T* operator->() const [[clang::lifetimebound]] { return &mutex_->value_; }
        // Before the end; the guard leads nowhere afterwards.
        void unlock() {
            if (mutex_) detail::give_back(std::exchange(mutex_, nullptr)->permits_, 1);
        }

    private:
        friend class detail::Acquire<Guard, AsyncMutex>;
        friend class AsyncMutex;
        explicit Guard(const AsyncMutex& mutex, std::size_t = 1) : mutex_(&mutex) {}

        const AsyncMutex* mutex_;
    };
    using Locking = detail::Acquire<Guard, AsyncMutex>;

    AsyncMutex() : permits_(detail::Permits(1)) {}
    explicit AsyncMutex(T value) : permits_(detail::Permits(1)), value_(std::move(value)) {}
    template <class... A>
    explicit AsyncMutex(std::in_place_t, A&&... arguments)
        : permits_(detail::Permits(1)), value_(std::forward<A>(arguments)...) {}
    AsyncMutex(const AsyncMutex&) = delete;
    AsyncMutex& operator=(const AsyncMutex&) = delete;
    ~AsyncMutex() { detail::check_unused(permits_, "an AsyncMutex"); }

    [[nodiscard]] Locking lock() const [[clang::lifetimebound]] { return Locking(permits_, *this, 1); }
    // Nothing when somebody has it or waits for it.
    std::optional<Guard> try_lock() const [[clang::lifetimebound]] {
        if (!permits_.lock()->try_take(1)) return std::nullopt;
        return Guard(*this);
    }

private:
    Mutex<detail::Permits> permits_;
    mutable T value_{};
};

}  // namespace kaon::inline v0
