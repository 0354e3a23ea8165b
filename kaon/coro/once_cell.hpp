// OnceCell<T>: a value that the first who needs it makes, by a Task, and everybody has from then on.
//
//   OnceCell<Keys> keys;
//   const Keys& k = *co_await keys.get_or_init([&] { return fetch_keys(url); });    // const Keys*, never null
//   if (const Keys* there = keys.get()) ...                                          // without waiting
//
// One Task makes it while others wait. When it ends with an error, so does its own get_or_init(), and the next one who
// waits tries. Cancellation: the same, so nobody is left without a value because somebody else gave up.
// Errors: those of the function's Task; Errc::cancelled. Threads: all of it from any; the function runs on the core of
// whoever came first, and the value is read by all. Lifetime: outlives those who wait; the value lives as long.
#pragma once

#include <optional>

#include "kaon/base/atomic.hpp"
#include "kaon/coro/async_mutex.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

template <class T>
class OnceCell {
public:
    using value_type = T;
    static constexpr bool is_shareable = true;

    const T* get() const [[clang::lifetimebound]] { return ready_.load() ? &*value_ : nullptr; }

    // make() -> Task<T>
    template <class F>
    Task<const T*> get_or_init(F make) const [[clang::lifetimebound]] {
        if (const T* there = get()) co_return there;
        auto turn = co_await turn_.lock();
        if (const T* there = get()) co_return there;
        value_.emplace(co_await make());
        ready_.store(true);
        co_return &*value_;
    }

private:
    struct Turn {};
    AsyncMutex<Turn> turn_;
    mutable std::optional<T> value_;
    Atomic<bool> ready_ = false;
};

// Once: a Task that runs to its end once, whoever asks, and however many ask.
//
//   co_await migrated.run([&] { return migrate(db); });
//
// As OnceCell in everything else.
class Once {
public:
    static constexpr bool is_shareable = true;

    bool done() const { return cell_.get() != nullptr; }
    // work() -> Task<void>
    template <class F>
    Task<void> run(F work) const [[clang::lifetimebound]] {
        co_await cell_.get_or_init([&work]() -> Task<Done> {
            co_await work();
            co_return Done{};
        });
    }

private:
    struct Done {};
    OnceCell<Done> cell_;
};

}  // namespace kaon::inline v0
