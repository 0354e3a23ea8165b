// inherited_listeners(): the listening sockets that whoever started this program hands over, by systemd's protocol.
//
//   std::vector<InheritedListener> given = co_await inherited_listeners();   // empty: nobody did, so bind
//   for (InheritedListener& one : given) use(std::move(one.socket), one.name);
//
// LISTEN_FDS=2 and LISTEN_PID equal to this process mean that descriptors 3 and 4 are listening stream sockets;
// LISTEN_FDNAMES=web:admin names them (FileDescriptorName= of a socket unit), "unknown" stands for none. They stay open
// while the program is replaced, so that a restart refuses no connection. The variables are removed, so that children
// do not take them for theirs. Source: sd_listen_fds(3). Errors: Errc::invalid when what was handed over is no
// listening stream socket, and for more than 64. Threads: before any other is started (it changes the environment).
#pragma once

#include <string>
#include <vector>

#include "kaon/base/fd.hpp"
#include "kaon/base/result.hpp"

namespace kaon::inline v0::runtime {

struct InheritedListener {
    Fd socket;
    std::string name;
};

Result<std::vector<InheritedListener>> inherited_listeners();

}  // namespace kaon::inline v0::runtime
