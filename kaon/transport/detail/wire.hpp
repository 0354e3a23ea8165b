// Wire: a connected socket as a stream of bytes, in the clear or through TLS, without waiting.
//
//   const ssize_t n = wire.receive(room, size);     // as recv(2): 0 at the end; -1 with errno EAGAIN: wait
//   reactor.change(watch, blocked || wire.holds_input() ? Interest::read_write : Interest::read);
//
// In the clear it is the system calls themselves. Level-triggered readiness does not tell of what TLS holds already:
// while holds_input(), ask for writability too, and receive at the next turn.
// Threads: its core's own.
#pragma once

#include <cerrno>
#include <cstdint>
#include <memory>
#include <string_view>

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "kaon/base/fd.hpp"
#include "kaon/runtime/tls_session.hpp"

namespace kaon::inline v0::transport::detail {

class Wire {
public:
    // Whether more is sent right behind this.
    enum class More : std::uint8_t { no, follows };

    Wire() = default;
    explicit Wire(Fd fd) : fd_(std::move(fd)) {}
    // The handshake is done.
    Wire(Fd fd, std::unique_ptr<runtime::TlsSession> tls) : fd_(std::move(fd)), tls_(std::move(tls)) {}

    int fd() const { return fd_.number(); }
    bool is_sealed() const { return tls_ != nullptr; }
    std::string_view scheme() const { return tls_ ? "https" : "http"; }
    const PeerCertificate* certificate() const { return tls_ ? tls_->certificate() : nullptr; }

    // Each of these gives what the system call gives, errno set. A send that gave EAGAIN is repeated with the same
    // bytes, or with more behind them.
    ssize_t receive(char* to, std::size_t room) {
        if (tls_) [[unlikely]]
            return tls_->receive(to, room);
        return ::recv(fd_.number(), to, room, 0);
    }
    ssize_t send(std::string_view bytes, More more = More::no) {
        const int flags = more == More::follows ? MSG_MORE : 0;
        if (tls_) [[unlikely]]
            return tls_->send(bytes, flags);
        return ::send(fd_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | flags);
    }
    // Both with one call; in the clear only.
    ssize_t send(std::string_view first, std::string_view second) {
        const auto piece = [](std::string_view bytes) { return iovec{const_cast<char*>(bytes.data()), bytes.size()}; };
        iovec pieces[] = {piece(first), piece(second)};
        const msghdr message{.msg_iov = pieces, .msg_iovlen = 2};
        return ::sendmsg(fd_.number(), &message, MSG_NOSIGNAL);
    }
    // 0: the file has ended before `count`.
    ssize_t send_file(int file, std::uint64_t offset, std::size_t count) {
        if (tls_) [[unlikely]]
            return send_file_sealed(file, offset, count);
        auto from = static_cast<off_t>(offset);
        return ::sendfile(fd_.number(), file, &from, count);
    }
    // Nothing more is sent; the peer sees the end behind what it was sent.
    void end_output() {
        if (tls_) tls_->close_notify(MSG_MORE);
        ::shutdown(fd_.number(), SHUT_WR);
    }
    // Cut: the peer must not take what it got for all there was.
    enum class Ending : std::uint8_t { polite, cut };
    void close(Ending ending) {
        if (!fd_) return;  // its number may be another's by now
        if (tls_ && ending == Ending::polite) tls_->close_notify();
        fd_.reset();
    }
    // What a peer still sends after its end is settled: reading on keeps the kernel from resetting the connection
    // before the peer has read that (RFC 9112, section 9.6). False: it has ended its side, or has gone.
    bool drop_input();
    // The peer sees a reset instead of an end.
    void reset_when_closed() {
        const linger at_once{1, 0};
        ::setsockopt(fd_.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    // Something waits that readiness for reading does not report.
    bool holds_input() const { return tls_ && tls_->holds_input(); }

private:
    ssize_t send_file_sealed(int file, std::uint64_t offset, std::size_t count);

    Fd fd_;
    std::unique_ptr<runtime::TlsSession> tls_;
};

}  // namespace kaon::inline v0::transport::detail
