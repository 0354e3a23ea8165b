// TlsSession: one side of a TLS connection over a non-blocking socket, without waiting; what Wire and TlsStream stand
// on.
//
//   std::unique_ptr<TlsSession> session = server->accept(fd, protocols);
//   switch (session->handshake()) ...              // again when the socket is readable or writable, as it says
//   ssize_t n = session->receive(room, size);      // as recv(2): 0 at the end, -1 with errno EAGAIN: wait
//
// An end that the peer did not announce (close_notify) is an error, ECONNRESET: somebody may have cut the stream.
// Source: RFC 8446, section 6.1. Threads: one at a time. Lifetime: the descriptor is the caller's and outlives it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <sys/types.h>

#include "kaon/base/peer_certificate.hpp"
#include "kaon/runtime/detail/tls_socket.hpp"

struct ssl_st;

namespace kaon::inline v0::runtime {

class TlsSession {
public:
    // wants_thread: to sign would hold the core for more than a millisecond. The step is repeated where it may.
    enum class Step : std::uint8_t { done, wants_read, wants_write, wants_thread, failed };
    enum class Signing : std::uint8_t { any, quick };

    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;
    ~TlsSession();

    Step handshake(Signing signing = Signing::any);
    // Why the handshake failed, or the reading: one of a few constants, fit for a log.
    std::string_view failure() const { return failure_; }
    // What the peer began with. To one that speaks no TLS nothing was sent: it may be answered in the clear.
    using Heard = detail::TlsSocket::Heard;
    Heard heard() const { return socket_.heard; }

    // As recv(2) and send(2); `flags` knows MSG_MORE. A send that gave EAGAIN is repeated with the same bytes, or more.
    ssize_t receive(char* to, std::size_t room);
    ssize_t send(std::string_view bytes, int flags = 0);
    // Tells the peer that nothing follows, once, as far as the socket takes it. MSG_MORE: the socket is shut next.
    void close_notify(int flags = 0);
    // Something waits that readiness for reading does not report: decrypted bytes, or an answer of TLS's own.
    bool holds_input() const;

    // After the handshake.
    std::string_view protocol() const;  // agreed on by ALPN; empty: none
    std::string_view server_name() const;  // that the client asked for; empty: none
    std::string_view version() const;  // "TLSv1.3"
    bool resumed() const;
    // Verified; null: the peer showed none.
    const PeerCertificate* certificate() const { return certificate_.get(); }

private:
    friend class TlsServer;
    friend class TlsClient;
    friend struct TlsCallbacks;
    TlsSession(ssl_st* ssl, int fd);
    ssize_t failed(int result);

    ssl_st* ssl_;
    detail::TlsSocket socket_;
    std::span<const std::string_view> protocols_;  // offered by a server
    std::shared_ptr<const void> kept_;  // the certificates that it was accepted with
    std::unique_ptr<PeerCertificate> certificate_;
    std::string_view failure_;
    Signing signing_ = Signing::any;  // in this step
    bool established_ = false;
    bool broken_ = false;  // nothing can be said any more
    bool ended_ = false;  // close_notify was sent
    bool read_wants_write_ = false;
    bool drained_ = false;  // the last receive() found no whole record
};

}  // namespace kaon::inline v0::runtime
