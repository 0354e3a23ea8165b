// Sockets over readable() and writable().
#include "kaon/runtime/tcp.hpp"

#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::runtime {

namespace {

Error system_error(int number) {
    const Errc code = number == EADDRINUSE ? Errc::conflict : number == EACCES ? Errc::forbidden : Errc::unavailable;
    return Error(code).with_detail(std::strerror(number));
}

// Told to whoever starts the program, so the text says which address.
Error listen_error(const SocketAddress& address, int number) {
    Error error = system_error(number);
    const std::string where = address.text();
    if (number == EADDRINUSE) return std::move(error).with_text(where + " is taken: something listens there already");
    return std::move(error).with_text("cannot listen on " + where);
}

void set(int fd, int level, int option) {
    const int one = 1;
    setsockopt(fd, level, option, &one, sizeof one);
}

// A socket file that nobody listens on any more is left over from a process that died.
void remove_dead_socket(const SocketAddress& address) {
    const char* path = static_cast<const sockaddr_un*>(address.system())->sun_path;
    struct stat about;
    if (::lstat(path, &about) != 0 || !S_ISSOCK(about.st_mode)) return;
    Fd probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(probe.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) != 0 &&
        errno == ECONNREFUSED)
        ::unlink(path);
}

}  // namespace

Result<Fd> listen_on(const SocketAddress& address, PortUse use, int backlog) {
    Fd fd(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) return system_error(errno);
    if (address.family() == AF_UNIX) {
        remove_dead_socket(address);
    } else {
        set(fd.number(), SOL_SOCKET, SO_REUSEADDR);
        if (use == PortUse::shared) set(fd.number(), SOL_SOCKET, SO_REUSEPORT);
    }
    if (::bind(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) != 0 ||
        ::listen(fd.number(), backlog) != 0)
        return listen_error(address, errno);
    return fd;
}

Task<TcpStream> TcpStream::connect(SocketAddress address) {
    Fd fd(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) co_return system_error(errno);
    if (address.family() != AF_UNIX) set(fd.number(), IPPROTO_TCP, TCP_NODELAY);
    if (::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) != 0) {
        if (errno != EINPROGRESS) co_return system_error(errno);
        co_await writable(fd.number());
        int failure = 0;
        socklen_t size = sizeof failure;
        getsockopt(fd.number(), SOL_SOCKET, SO_ERROR, &failure, &size);
        if (failure) co_return system_error(failure);
    }
    co_return TcpStream(std::move(fd));
}

Task<std::size_t> TcpStream::read(char* buffer, std::size_t size) {
    for (;;) {
        const ssize_t n = ::recv(fd_.number(), buffer, size, 0);
        if (n >= 0) co_return static_cast<std::size_t>(n);
        if (errno != EAGAIN && errno != EINTR) co_return system_error(errno);
        co_await readable(fd_.number());
    }
}

Task<void> TcpStream::write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::send(fd_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n >= 0) bytes.remove_prefix(static_cast<std::size_t>(n));
        else if (errno == EAGAIN || errno == EINTR) co_await writable(fd_.number());
        else co_await system_error(errno);
    }
}

void TcpStream::shutdown_write() { ::shutdown(fd_.number(), SHUT_WR); }

Result<TcpListener> TcpListener::bind(const SocketAddress& address) {
    Result<Fd> fd = listen_on(address, PortUse::exclusive);
    if (!fd) return std::move(fd).error();
    return TcpListener(std::move(fd).value());
}

Task<TcpStream> TcpListener::accept() {
    for (;;) {
        Fd peer(::accept4(fd_.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (peer) {
            if (address().family() != AF_UNIX) set(peer.number(), IPPROTO_TCP, TCP_NODELAY);
            co_return TcpStream(std::move(peer));
        }
        // The peer may have gone between its arrival and now (accept(2), "Error handling").
        if (errno == ECONNABORTED || errno == EINTR) continue;
        if (errno != EAGAIN) co_return system_error(errno);
        co_await readable(fd_.number());
    }
}

}  // namespace kaon::inline v0::runtime
