// ListenOptions: what is said of one listening socket of a Server.
//
//   server.listen(SocketAddress::unix_path("/run/app.sock").value(), {.permissions = 0660});
//
// Threads: a value.
#pragma once

#include <cstdint>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::transport {

struct ListenOptions {
    // Of a Unix socket's file: who may connect. 0: what the umask leaves.
    std::uint32_t permissions = 0;
};

}  // namespace kaon::inline v0::transport
