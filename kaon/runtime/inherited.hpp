// inherited_listener(): the listening socket that whoever started this program hands over, by systemd's protocol.
//
//   std::optional<Fd> listener = co_await inherited_listener();   // empty: nobody handed one over, so bind
//
// LISTEN_FDS=1 and LISTEN_PID equal to this process mean that descriptor 3 is a listening stream socket. It stays open
// while the program is replaced, so that a restart refuses no connection. The variables are removed, so that children
// do not take it for theirs. Errors: Errc::invalid when what was handed over is not one listening socket.
// Threads: before any other thread is started (it changes the environment).
#pragma once

#include <optional>

#include "kaon/base/fd.hpp"
#include "kaon/base/result.hpp"

namespace kaon::inline v0::runtime {

Result<std::optional<Fd>> inherited_listener();

}  // namespace kaon::inline v0::runtime
