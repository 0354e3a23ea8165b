// start_successor(): starts a program anew, hands it the listening sockets, and ends when it says that it serves.
//
//   Started next = co_await start_successor({.command = {"/usr/local/bin/users"}, .sockets = server.sockets()});
//   server.stop();                    // the old one drains; what is queued at the sockets is the new one's
//   next.link.reset();                // what must not run twice has ended here: now it may begin there
//
//   Fd link = tell_predecessor();     // in the new program, once it serves: kaon::serve() does
//   co_await predecessor_gave_way(link);
//
// No connection is refused or reset: both processes hold the same sockets until the old one closes its own. The new
// program finds them by inherited_listeners() (kaon/runtime/inherited.hpp). Its file is looked up anew, so that it may
// be another version. It begins with no signal blocked and the caller's environment. Errors: Errc::unavailable when it
// cannot be started, ends before it serves, or needs longer than `timeout`; it is ended then, and the caller serves on.
// A predecessor that ends has given way, however it ended. Threads: a Reactor's core; tell_predecessor() changes the
// environment, so before other threads read it.
#pragma once

#include <string>
#include <vector>

#include "kaon/base/duration.hpp"
#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::transport {

struct Successor {
    std::vector<std::string> command;  // the program, as execvp(3) finds it, and its arguments
    std::vector<int> sockets;
    std::vector<std::string> names = {};  // of the sockets, one each; empty: they have none
    Duration timeout = 60s;
};

struct Started {
    int pid = 0;
    Fd link;  // closed: this process has given way
};
Task<Started> start_successor(Successor successor);

// Its own end of the link; none where nobody waits to be told.
Fd tell_predecessor();
// At once where there is none.
Task<void> predecessor_gave_way(const Fd& link);

}  // namespace kaon::inline v0::transport
