// TCP for Tasks: TcpStream, TcpListener.
//
//   TcpStream peer = co_await TcpStream::connect("example.org", 80, {.timeout = 5s});
//   co_await peer.write_all("GET / HTTP/1.0\r\n\r\n");
//
//   TcpListener listener = co_await TcpListener::bind(address);
//   for (;;) scope.spawn(serve(co_await listener.accept()));
//
// connect() over several addresses goes by RFC 8305, section 5: IPv6 and IPv4 in turn, the next one begins when the
// last has failed or is silent for 250 ms, the first connection wins and the others are closed.
// Threads, one reader and one writer, what peers may do: kaon/runtime/stream_socket.hpp. Errors: Errc::unavailable with
// each address and what it said in the detail, Errc::timeout, Errc::conflict for an address in use, Errc::forbidden for
// one that is not ours to take, Errc::cancelled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kaon/base/duration.hpp"
#include "kaon/runtime/stream_socket.hpp"

namespace kaon::inline v0::runtime {

// shared: SO_REUSEPORT, so that each core can have a listener of its own.
enum class PortUse : unsigned char { exclusive, shared };
// A listening, non-blocking socket.
Result<Fd> listen_on(const SocketAddress& address, PortUse use, int backlog = 4096);

// When a silent peer is asked whether it is still there (tcp(7), TCP_KEEPIDLE and its kin). Whole seconds, at least 1.
struct KeepAlive {
    Duration idle = Duration::seconds(60);
    Duration between = Duration::seconds(10);
    int probes = 6;
};

struct TcpOptions {
    bool nodelay = true;  // small writes go at once (TCP_NODELAY)
    std::optional<KeepAlive> keep_alive = {};
    // How long sent bytes may stay unacknowledged until the connection counts as broken (TCP_USER_TIMEOUT); 0: the
    // system's own, about a quarter of an hour.
    Duration unacknowledged = {};
};

struct ConnectOptions {
    Duration timeout = Duration::seconds(30);  // for all addresses together, not for the look-up of a name
    Duration next_after = Duration::milliseconds(250);  // of silence
    TcpOptions tcp = {};
};

class TcpStream final : public StreamSocket {
public:
    explicit TcpStream(Fd fd) : StreamSocket(std::move(fd)) {}
    // May be the address of a Unix socket: for who asks a server wherever it listens.
    static Task<TcpStream> connect(SocketAddress address, ConnectOptions options = {});
    static Task<TcpStream> connect(std::vector<SocketAddress> addresses, ConnectOptions options = {});
    // A name or a numeric address; names go through this core's resolver (kaon/runtime/resolver.hpp).
    static Task<TcpStream> connect(std::string host, std::uint16_t port, ConnectOptions options = {});

    // Errors: Errc::unavailable where the kernel refuses one.
    Result<> set(const TcpOptions& options);
    // What happens to unsent bytes at the end: nothing waits, and the peer sees a reset (SO_LINGER with 0).
    void reset_at_end();
};

class TcpListener {
public:
    static Result<TcpListener> bind(const SocketAddress& address, TcpOptions options = {});

    // The next connection. When the process has no more descriptors, it is said in the log, and the wait goes on until
    // there are: connections stay in the kernel's queue meanwhile.
    Task<TcpStream> accept();
    SocketAddress address() const { return SocketAddress::local(listener_->fd()); }

private:
    TcpListener(Fd fd, TcpOptions options)
        : listener_(std::make_unique<detail::Pollable>(std::move(fd))), options_(options) {}
    std::unique_ptr<detail::Pollable> listener_;
    TcpOptions options_;
};

}  // namespace kaon::inline v0::runtime
