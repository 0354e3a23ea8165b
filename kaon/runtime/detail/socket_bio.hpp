// socket_bio(): how OpenSSL reads and writes our sockets: a peer that has gone is an error, never a SIGPIPE.
//
//   BIO* bio = BIO_new(socket_bio());
//   BIO_set_data(bio, &socket);      // a TlsSocket, which outlives it
//
// A peer whose first byte is a capital letter speaks some text protocol, no TLS: reading fails then, and nothing is
// sent to it, so that it can be answered in its own words. Threads: the methods are made once, by whoever comes first.
#pragma once

#include "kaon/runtime/detail/openssl.hpp"
#include "kaon/runtime/detail/tls_socket.hpp"

namespace kaon::inline v0::runtime::detail {

const BIO_METHOD* socket_bio();

}  // namespace kaon::inline v0::runtime::detail
