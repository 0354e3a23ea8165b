// Signals as something to await.
//
//   Signals signals({SIGTERM, SIGINT});        // in main, before any thread is started
//   int number = co_await signals.next();
//
// Construction blocks the signals for this thread and those that it starts, so that they arrive only here.
// Threads: next() on one core. Errors: Errc::cancelled.
#pragma once

#include <initializer_list>

#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::runtime {

class Signals {
public:
    explicit Signals(std::initializer_list<int> numbers);

    Task<int> next();

private:
    Fd fd_;
};

}  // namespace kaon::inline v0::runtime
