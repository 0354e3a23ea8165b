// TCP's own part: options, listening, connecting.
#include "kaon/runtime/tcp.hpp"

#include <algorithm>
#include <cerrno>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "kaon/runtime/detail/accept.hpp"
#include "kaon/runtime/detail/connect_race.hpp"
#include "kaon/runtime/detail/system_error.hpp"
#include "kaon/runtime/resolver.hpp"

namespace kaon::inline v0::runtime {

namespace {

// Told to whoever starts the program, so the text says which address.
Error listen_error(const SocketAddress& address, int number) {
    Error error = detail::socket_error(number);
    const std::string where = address.text();
    if (number == EADDRINUSE) return std::move(error).with_text(where + " is taken: something listens there already");
    return std::move(error).with_text("cannot listen on " + where);
}

bool set_number(int fd, int level, int option, int value) {
    return ::setsockopt(fd, level, option, &value, sizeof value) == 0;
}

int whole_seconds(Duration duration) {
    return static_cast<int>(std::clamp<std::int64_t>(duration.whole_seconds(), 1, 32'767));
}

// A socket file that nobody listens on any more is left over from a process that died.
void remove_dead_socket(const SocketAddress& address) {
    const char* path = static_cast<const sockaddr_un*>(address.system())->sun_path;
    struct stat about;
    if (::lstat(path, &about) != 0 || !S_ISSOCK(about.st_mode)) return;
    Fd probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    while (::connect(probe.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) != 0) {
        if (errno == ECONNREFUSED) ::unlink(path);
        if (errno != EINTR) break;
    }
}

}  // namespace

Result<Fd> listen_on(const SocketAddress& address, PortUse use, int backlog) {
    Fd fd(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) return detail::socket_error(errno);
    if (address.family() == AF_UNIX) {
        remove_dead_socket(address);
    } else {
        set_number(fd.number(), SOL_SOCKET, SO_REUSEADDR, 1);
        if (use == PortUse::shared) set_number(fd.number(), SOL_SOCKET, SO_REUSEPORT, 1);
    }
    if (::bind(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) != 0 ||
        ::listen(fd.number(), backlog) != 0)
        return listen_error(address, errno);
    return fd;
}

Task<TcpStream> TcpStream::connect(SocketAddress address, ConnectOptions options) {
    Fd fd = co_await detail::ConnectRace({&address, 1}, options);
    TcpStream stream(std::move(fd));
    co_await stream.set(options.tcp);
    co_return stream;
}

Task<TcpStream> TcpStream::connect(std::vector<SocketAddress> addresses, ConnectOptions options) {
    if (addresses.empty()) co_return Error(Errc::unavailable).with_detail("no address to connect to");
    addresses = detail::in_turns(std::move(addresses));
    Fd fd = co_await detail::ConnectRace(addresses, options);
    TcpStream stream(std::move(fd));
    co_await stream.set(options.tcp);
    co_return stream;
}

Task<TcpStream> TcpStream::connect(std::string host, std::uint16_t port, ConnectOptions options) {
    std::vector<SocketAddress> addresses = co_await resolve(std::move(host), port);
    co_return co_await connect(std::move(addresses), options);
}

Result<> TcpStream::set(const TcpOptions& options) {
    if (local_address().family() == AF_UNIX) return {};  // it has none of them
    bool ok = set_number(fd(), IPPROTO_TCP, TCP_NODELAY, options.nodelay);
    ok = set_number(fd(), SOL_SOCKET, SO_KEEPALIVE, options.keep_alive.has_value()) && ok;
    if (options.keep_alive) {
        ok = set_number(fd(), IPPROTO_TCP, TCP_KEEPIDLE, whole_seconds(options.keep_alive->idle)) && ok;
        ok = set_number(fd(), IPPROTO_TCP, TCP_KEEPINTVL, whole_seconds(options.keep_alive->between)) && ok;
        ok = set_number(fd(), IPPROTO_TCP, TCP_KEEPCNT, options.keep_alive->probes) && ok;
    }
    const std::int64_t unacknowledged = std::min<std::int64_t>(options.unacknowledged.whole_milliseconds(), INT32_MAX);
    ok = set_number(fd(), IPPROTO_TCP, TCP_USER_TIMEOUT, static_cast<int>(unacknowledged)) && ok;
    if (!ok) return detail::socket_error(errno, "TCP options");
    return {};
}

void TcpStream::reset_at_end() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

Result<TcpListener> TcpListener::bind(const SocketAddress& address, TcpOptions options) {
    if (address.family() == AF_UNIX) return Error(Errc::invalid, "a Unix socket is bound by UnixListener");
    Result<Fd> fd = listen_on(address, PortUse::exclusive);
    if (!fd) return std::move(fd).error();
    return TcpListener(std::move(fd).value(), options);
}

Task<TcpStream> TcpListener::accept() {
    TcpStream peer(co_await detail::accept_on(*listener_));
    // Options fail on a connection that is broken already; its first read tells that better.
    (void)peer.set(options_);
    co_return peer;
}

}  // namespace kaon::inline v0::runtime
