// Semaphore: at most so many at once, over all cores.
//
//   Semaphore slots(10);
//   Semaphore::Permit slot = co_await slots.acquire();        // goes back when `slot` ends
//   auto three = co_await slots.acquire(3);
//   if (auto now = slots.try_acquire()) ...
//
// Fair: in the order of asking; one who waits for many is not overtaken by those who want few.
// Cancellation: an acquire() that is cancelled has taken nothing; what was on its way to it goes to the next.
// Errors: SyncErrc::closed after close(); Errc::cancelled. Threads: all of it from any; a Task goes on on its own core.
// Lifetime: outlives its permits and those who wait; else the program ends and says so.
#pragma once

#include <optional>

#include "kaon/base/mutex.hpp"
#include "kaon/coro/detail/acquire.hpp"
#include "kaon/coro/sync_error.hpp"

namespace kaon::inline v0 {

class Semaphore {
public:
    static constexpr bool is_shareable = true;

    class [[nodiscard]] Permit {
    public:
        Permit(Permit&& other) noexcept
            : semaphore_(std::exchange(other.semaphore_, nullptr)), count_(std::exchange(other.count_, 0)) {}
        Permit& operator=(Permit&& other) noexcept {
            std::swap(semaphore_, other.semaphore_);
            std::swap(count_, other.count_);
            return *this;
        }
        ~Permit() { release(); }

        std::size_t count() const { return count_; }
        // Gives them back now.
        void release();
        // They never come back: the semaphore has that many less.
        void forget();

    private:
        friend class detail::Acquire<Permit, Semaphore>;
        friend class Semaphore;
        Permit(const Semaphore& semaphore, std::size_t count) : semaphore_(&semaphore), count_(count) {}

        const Semaphore* semaphore_;
        std::size_t count_;
    };
    using Acquiring = detail::Acquire<Permit, Semaphore>;

    explicit Semaphore(std::size_t permits) : permits_(detail::Permits(permits)) {}
    Semaphore(const Semaphore&) = delete;
    Semaphore& operator=(const Semaphore&) = delete;
    ~Semaphore() { detail::check_unused(permits_, "a Semaphore"); }

    [[nodiscard]] Acquiring acquire(std::size_t count = 1) const [[clang::lifetimebound]] {
        return Acquiring(permits_, *this, count);
    }
    // Nothing when they are not free, when somebody waits, or when it is closed.
    std::optional<Permit> try_acquire(std::size_t count = 1) const [[clang::lifetimebound]];
    // More than there were.
    void add(std::size_t permits) const;
    // Whoever waits or asks from now on gets SyncErrc::closed. Permits that are out stay valid.
    void close() const;
    bool closed() const;
    std::size_t available() const;

private:
    Mutex<detail::Permits> permits_;
};

}  // namespace kaon::inline v0
