// recv(2) and sendmsg(2), with a wait where the kernel says EAGAIN.
#include "kaon/runtime/stream_socket.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>

#include <sys/socket.h>
#include <sys/uio.h>

#include "kaon/coro/time.hpp"
#include "kaon/runtime/detail/system_error.hpp"

namespace kaon::inline v0::runtime {

using detail::Direction;
using detail::Pollable;

namespace {

constexpr std::size_t most_pieces = 64;

Task<std::size_t> read_from(Pollable& socket, char* buffer, std::size_t size) {
    if (socket.due_to_yield()) co_await yield();
    for (;;) {
        const ssize_t n = ::recv(socket.fd(), buffer, size, 0);
        if (n >= 0) co_return static_cast<std::size_t>(n);
        if (errno == EINTR) continue;
        if (errno != EAGAIN) co_return detail::socket_error(errno);
        co_await socket.ready(Direction::reading);
    }
}

// How many bytes the kernel took, nothing when it takes none at present.
Result<std::optional<std::size_t>> send_some(int fd, iovec* pieces, std::size_t count) {
    msghdr message{};
    message.msg_iov = pieces;
    message.msg_iovlen = count;
    for (;;) {
        const ssize_t n = ::sendmsg(fd, &message, MSG_NOSIGNAL);
        if (n >= 0) return std::optional(static_cast<std::size_t>(n));
        if (errno == EAGAIN) return std::optional<std::size_t>();
        if (errno != EINTR) return detail::socket_error(errno);
    }
}

Task<void> write_to(Pollable& socket, std::string_view bytes) {
    if (socket.due_to_yield()) co_await yield();
    while (!bytes.empty()) {
        iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
        const std::optional<std::size_t> sent = co_await send_some(socket.fd(), &piece, 1);
        if (sent) bytes.remove_prefix(*sent);
        else co_await socket.ready(Direction::writing);
    }
}

Task<void> write_to(Pollable& socket, std::span<const std::string_view> pieces) {
    std::size_t begun = 0;  // bytes of the first piece that are sent
    while (!pieces.empty()) {
        if (pieces[0].size() == begun) {
            pieces = pieces.subspan(1);
            begun = 0;
            continue;
        }
        iovec batch[most_pieces];
        const std::size_t count = std::min(pieces.size(), most_pieces);
        for (std::size_t i = 0; i < count; ++i) {
            const std::string_view left = pieces[i].substr(i == 0 ? begun : 0);
            batch[i] = {const_cast<char*>(left.data()), left.size()};
        }
        const std::optional<std::size_t> sent = co_await send_some(socket.fd(), batch, count);
        if (!sent) {
            co_await socket.ready(Direction::writing);
            continue;
        }
        begun += *sent;
        while (!pieces.empty() && begun > pieces[0].size()) {
            begun -= pieces[0].size();
            pieces = pieces.subspan(1);
        }
    }
}

}  // namespace

Task<std::size_t> ReadHalf::read(char* buffer, std::size_t size) { return read_from(*socket_, buffer, size); }

WriteHalf& WriteHalf::operator=(WriteHalf&& other) noexcept {
    std::swap(socket_, other.socket_);
    return *this;
}
WriteHalf::~WriteHalf() {
    if (socket_) ::shutdown(socket_->fd(), SHUT_WR);
}
Task<void> WriteHalf::write_all(std::string_view bytes) { return write_to(*socket_, bytes); }
Task<void> WriteHalf::write_all(std::span<const std::string_view> pieces) { return write_to(*socket_, pieces); }

Task<std::size_t> StreamSocket::read(char* buffer, std::size_t size) { return read_from(*socket_, buffer, size); }
Task<void> StreamSocket::write_all(std::string_view bytes) { return write_to(*socket_, bytes); }
Task<void> StreamSocket::write_all(std::span<const std::string_view> pieces) { return write_to(*socket_, pieces); }

void StreamSocket::shutdown_write() { ::shutdown(fd(), SHUT_WR); }

StreamSocket::Halves StreamSocket::split() && {
    ReadHalf reader(socket_);
    return {std::move(reader), WriteHalf(std::move(socket_))};
}

}  // namespace kaon::inline v0::runtime
