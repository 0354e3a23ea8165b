// TCP (and Unix) sockets for Tasks.
//
//   auto listener = co_await TcpListener::bind(address);
//   TcpStream peer = co_await listener.accept();
//   std::size_t n = co_await peer.read(buffer, sizeof buffer);     // 0: the peer has closed
//   co_await peer.write_all("hello\n");
//
// Only on a Reactor's core; one reader and one writer at a time. Errors: Errc::unavailable with the system's words in
// the detail, Errc::conflict for an address in use, Errc::forbidden for one that is not ours to take, Errc::cancelled.
#pragma once

#include <cstddef>
#include <string_view>

#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"
#include "kaon/runtime/socket_address.hpp"

namespace kaon::inline v0::runtime {

// shared: SO_REUSEPORT, so that each core can have a listener of its own.
enum class PortUse : unsigned char { exclusive, shared };
// A listening, non-blocking socket.
Result<Fd> listen_on(const SocketAddress& address, PortUse use, int backlog = 4096);

class TcpStream {
public:
    explicit TcpStream(Fd fd) : fd_(std::move(fd)) {}
    static Task<TcpStream> connect(SocketAddress address);

    // At least one byte, or 0 at the end.
    Task<std::size_t> read(char* buffer, std::size_t size);
    // `bytes` outlive the call.
    Task<void> write_all(std::string_view bytes);
    void shutdown_write();
    int fd() const { return fd_.number(); }

private:
    Fd fd_;
};

class TcpListener {
public:
    static Result<TcpListener> bind(const SocketAddress& address);

    Task<TcpStream> accept();
    SocketAddress address() const { return SocketAddress::local(fd_.number()); }

private:
    explicit TcpListener(Fd fd) : fd_(std::move(fd)) {}
    Fd fd_;
};

}  // namespace kaon::inline v0::runtime
