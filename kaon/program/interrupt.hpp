// Interrupt: the first SIGINT or SIGTERM as something to await; the second one ends the program as if nobody cared.
//
//   Interrupt interrupt;                              // in main, once
//   int number = co_await interrupt.wait();
//
// Unlike runtime::Signals it does not block the signals, so that the second Ctrl-C works even while a Task keeps its
// core busy. Threads: wait() on one core.
#pragma once

#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::program {

class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    Task<int> wait();

private:
    Fd fd_;
};

}  // namespace kaon::inline v0::program
