// Unix sockets for Tasks: connections between processes of one machine, which know who the other is.
//
//   UnixListener listener = co_await UnixListener::bind("/run/app.sock");
//   UnixStream peer = co_await listener.accept();
//   const PeerProcess who = co_await peer.peer_process();
//   if (who.user != ::getuid()) co_return Error(Errc::forbidden);
//
// A path that begins with '@' is a name without a file (unix(7), "Abstract sockets"). A file that is left over from a
// listener that died is replaced. What streams share is in kaon/runtime/stream_socket.hpp. Errors: Errc::unavailable
// where nobody listens, Errc::conflict, Errc::forbidden, Errc::invalid for a path of more than 107 bytes.
#pragma once

#include <string_view>
#include <utility>

#include "kaon/runtime/stream_socket.hpp"

namespace kaon::inline v0::runtime {

// Who was at the other end when the connection was made (SO_PEERCRED); the kernel says so, not the peer.
struct PeerProcess {
    int process = 0;
    unsigned user = 0;
    unsigned group = 0;
};

class UnixStream final : public StreamSocket {
public:
    explicit UnixStream(Fd fd) : StreamSocket(std::move(fd)) {}
    static Task<UnixStream> connect(std::string path);
    // Two ends of one connection.
    static Result<std::pair<UnixStream, UnixStream>> pair();

    Result<PeerProcess> peer_process() const;
};

class UnixListener {
public:
    // Removes its file at its end.
    static Result<UnixListener> bind(std::string_view path);
    UnixListener(UnixListener&&) noexcept = default;
    UnixListener& operator=(UnixListener&&) = delete;
    ~UnixListener();

    Task<UnixStream> accept();
    SocketAddress address() const { return SocketAddress::local(listener_->fd()); }

private:
    UnixListener(Fd fd, std::string path);
    std::unique_ptr<detail::Pollable> listener_;
    std::string path_;                    // empty without a file
    std::uint64_t device_ = 0, file_ = 0;  // what stands there now may be another's
};

}  // namespace kaon::inline v0::runtime
