// TlsSocket: the socket below a TLS session, and what its session's BIO has seen of the peer.
//
// Threads: the session's.
#pragma once

#include <cstdint>

#include "kaon/base/config.hpp"

struct ssl_st;

namespace kaon::inline v0::runtime::detail {

struct TlsSocket {
    enum class Heard : std::uint8_t { nothing, records, clear_text };

    int fd = -1;
    int flags = 0;           // for send(2)
    ssl_st* ssl = nullptr;   // whose socket it is
    Heard heard = Heard::nothing;
};

}  // namespace kaon::inline v0::runtime::detail
