// start_successor(): starts a program anew, hands it the listening sockets, and ends when it says that it serves.
//
//   const int pid = co_await start_successor({.command = {"/usr/local/bin/users"}, .sockets = server.sockets()});
//   server.stop();                    // the old one drains; what is queued at the sockets is the new one's
//
//   tell_predecessor();               // in the new program, once it serves: kaon::serve() does
//
// No connection is refused or reset: both processes hold the same sockets until the old one closes its own. The new
// program finds them by inherited_listeners() (kaon/runtime/inherited.hpp). Its file is looked up anew, so that it may
// be another version. It begins with no signal blocked and the caller's environment. Errors: Errc::unavailable when it
// cannot be started, ends before it serves, or needs longer than `timeout`; it is ended then, and the caller serves on.
// Threads: a Reactor's core; tell_predecessor() changes the environment, so before other threads read it.
#pragma once

#include <string>
#include <vector>

#include "kaon/base/duration.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::transport {

struct Successor {
    std::vector<std::string> command;  // the program, as execvp(3) finds it, and its arguments
    std::vector<int> sockets;
    std::vector<std::string> names = {};  // of the sockets, one each; empty: they have none
    Duration timeout = 60s;
};

// The new process.
Task<int> start_successor(Successor successor);
void tell_predecessor();

}  // namespace kaon::inline v0::transport
