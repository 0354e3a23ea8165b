// ProxiedConnection: a connection from a trusted proxy until it has said whose it is; a Connection goes on with it.
//
//   auto connection = std::make_unique<ProxiedConnection>(server, std::move(fd), proxy, listener);
//
// It takes exactly the header's bytes off the socket. One that is malformed, cut or later than `head_timeout` ends the
// connection; malformed ones are logged, since somebody has set a proxy up wrongly. Threads: its core's own.
#pragma once

#include "kaon/base/byte_buffer.hpp"
#include "kaon/base/fd.hpp"
#include "kaon/runtime/reactor.hpp"
#include "kaon/transport/detail/peer_connection.hpp"
#include "kaon/transport/listen_options.hpp"

namespace kaon::inline v0::transport::detail {

class ServerCore;

class ProxiedConnection final : public PeerConnection, runtime::Watch {
public:
    // `listener` outlives it.
    ProxiedConnection(ServerCore& server, Fd fd, const http::Peer& proxy, const ListenOptions& listener);

    Result<> open() override;
    void check_deadline(Instant now) override;
    void drain() override;
    void abort() override { close(); }

private:
    void receive();
    void refuse(const char* reason);
    void close();

    ServerCore& server_;
    const ListenOptions& listener_;
    Fd fd_;
    ByteBuffer header_;
    Instant deadline_;
};

}  // namespace kaon::inline v0::transport::detail
