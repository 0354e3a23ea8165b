// socket_bio(): how OpenSSL reads and writes our sockets: a peer that has gone is an error, never a SIGPIPE.
//
//   BIO* bio = BIO_new(socket_bio());
//   BIO_set_data(bio, &socket);      // { int fd; int flags; }: the flags go to send(2)
//
// Threads: the methods are made once, by whoever comes first.
#pragma once

#include "kaon/runtime/detail/openssl.hpp"

namespace kaon::inline v0::runtime::detail {

const BIO_METHOD* socket_bio();

}  // namespace kaon::inline v0::runtime::detail
