// make_h2_connection(): the connection of a peer that speaks HTTP/2 (RFC 9113), by its preface or by ALPN.
//
//   if (speaks_h2(server.options())) server.replace(*this, make_h2_connection(server, std::move(wire), peer, read));
//
// Threads: the core's own.
#pragma once

#include <memory>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/transport/detail/peer_connection.hpp"
#include "kaon/transport/detail/wire.hpp"
#include "kaon/transport/server_options.hpp"

namespace kaon::inline v0::transport::detail {

class ServerCore;

// https://www.rfc-editor.org/rfc/rfc9113#section-3.4
inline constexpr std::string_view h2_preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

bool speaks_h2(const ServerOptions& options);
// `read`: what has come on the wire already, from the preface's first byte. Nothing is watched or sent before open().
std::unique_ptr<PeerConnection> make_h2_connection(ServerCore& server, Wire wire, const http::Peer& peer,
                                                   ByteBuffer read);

}  // namespace kaon::inline v0::transport::detail
