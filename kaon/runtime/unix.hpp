// Unix sockets for Tasks: connections between processes of one machine, which know who the other is.
//
//   UnixListener listener = co_await UnixListener::bind("/run/app.sock");
//   UnixStream peer = co_await listener.accept();
//   const PeerProcess who = co_await peer.peer_process();
//   if (who.user != ::getuid()) co_return Error(Errc::forbidden);
//
//   co_await worker.write_with("serve this", std::move(connections));       // descriptors go to the other process
//
// A path that begins with '@' is a name without a file (unix(7), "Abstract sockets"). A file that is left over from a
// listener that died is replaced. What streams share is in kaon/runtime/stream_socket.hpp. Errors: Errc::unavailable
// where nobody listens, Errc::conflict, Errc::forbidden, Errc::invalid for a path of more than 107 bytes.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "kaon/runtime/stream_socket.hpp"

namespace kaon::inline v0::runtime {

// Who was at the other end when the connection was made (SO_PEERCRED); the kernel says so, not the peer.
struct PeerProcess {
    int process = 0;
    unsigned user = 0;
    unsigned group = 0;
};

// What came with bytes.
struct WithDescriptors {
    std::size_t size = 0;  // of the bytes; 0 at the end
    std::vector<Fd> descriptors;
};

class UnixStream final : public StreamSocket {
public:
    explicit UnixStream(Fd fd) : StreamSocket(std::move(fd)) {}
    static Task<UnixStream> connect(std::string path);
    // Two ends of one connection.
    static Result<std::pair<UnixStream, UnixStream>> pair();

    Result<PeerProcess> peer_process() const;

    // Descriptors travel with the first of the bytes, of which there is at least one, and end here when they are sent
    // (SCM_RIGHTS). Errors: Errc::too_large for more than 253, Errc::invalid without bytes or for an empty Fd.
    Task<void> write_with(std::string_view bytes, std::vector<Fd> descriptors);
    // As read(), with the descriptors that came with these bytes; read() itself lets them go. Errors: Errc::too_large
    // for more than `most` at once: then none of them stays open.
    Task<WithDescriptors> read_with(char* buffer, std::size_t size, std::size_t most = 16);
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
    std::string path_;  // empty without a file
    std::uint64_t device_ = 0, file_ = 0;  // what stands there now may be another's
};

}  // namespace kaon::inline v0::runtime
