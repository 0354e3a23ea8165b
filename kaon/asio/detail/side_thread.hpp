// SideThread: a thread that runs one function, again when an exception has left it, until it returns.
//
// Threads: its destructor waits for the function.
#pragma once

#include <memory>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::detail {

class SideThread {
public:
    SideThread(void (*run)(void*), void* argument);
    ~SideThread();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace kaon::inline v0::detail
