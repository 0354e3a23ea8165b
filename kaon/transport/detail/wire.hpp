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
#include <string_view>

#include <sys/sendfile.h>
#include <sys/socket.h>

#include "kaon/base/fd.hpp"

namespace kaon::inline v0::transport::detail {

class Wire {
public:
    // Whether more is sent right behind this.
    enum class More : std::uint8_t { no, follows };

    Wire() = default;
    explicit Wire(Fd fd) : fd_(std::move(fd)) {}

    int fd() const { return fd_.number(); }
    std::string_view scheme() const { return "http"; }

    // Each of these gives what the system call gives, errno set.
    ssize_t receive(char* to, std::size_t room) { return ::recv(fd_.number(), to, room, 0); }
    ssize_t send(std::string_view bytes, More more = More::no) {
        return ::send(fd_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | (more == More::follows ? MSG_MORE : 0));
    }
    // 0: the file has ended before `count`.
    ssize_t send_file(int file, std::uint64_t offset, std::size_t count) {
        auto from = static_cast<off_t>(offset);
        return ::sendfile(fd_.number(), file, &from, count);
    }
    // Nothing more is sent; the peer sees the end behind what it was sent.
    void end_output() { ::shutdown(fd_.number(), SHUT_WR); }
    void close() { fd_.reset(); }
    // Something waits that readiness for reading does not report.
    bool holds_input() const { return false; }

private:
    Fd fd_;
};

}  // namespace kaon::inline v0::transport::detail
