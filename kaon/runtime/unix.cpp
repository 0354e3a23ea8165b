// AF_UNIX's own part.
#include "kaon/runtime/unix.hpp"

#include <cerrno>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/runtime/detail/accept.hpp"
#include "kaon/runtime/detail/connect_race.hpp"
#include "kaon/runtime/detail/system_error.hpp"

namespace kaon::inline v0::runtime {

Task<UnixStream> UnixStream::connect(std::string path) {
    const SocketAddress address = co_await SocketAddress::unix_path(path);
    const ConnectOptions options;
    co_return UnixStream(co_await detail::ConnectRace({&address, 1}, options));
}

Result<std::pair<UnixStream, UnixStream>> UnixStream::pair() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        return detail::socket_error(errno);
    return std::pair(UnixStream(Fd(ends[0])), UnixStream(Fd(ends[1])));
}

Result<PeerProcess> UnixStream::peer_process() const {
    ucred who{};
    socklen_t size = sizeof who;
    if (::getsockopt(fd(), SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) return detail::socket_error(errno);
    return PeerProcess{.process = who.pid, .user = who.uid, .group = who.gid};
}

UnixListener::UnixListener(Fd fd, std::string path)
    : listener_(std::make_unique<detail::Pollable>(std::move(fd))), path_(std::move(path)) {
    struct stat about;
    if (path_.empty() || ::lstat(path_.c_str(), &about) != 0) return;
    device_ = about.st_dev;
    file_ = about.st_ino;
}

UnixListener::~UnixListener() {
    struct stat about;
    if (!listener_ || path_.empty() || ::lstat(path_.c_str(), &about) != 0) return;
    if (about.st_dev == device_ && about.st_ino == file_) ::unlink(path_.c_str());
}

Result<UnixListener> UnixListener::bind(std::string_view path) {
    Result<SocketAddress> address = SocketAddress::unix_path(path);
    if (!address) return std::move(address).error();
    Result<Fd> fd = listen_on(*address, PortUse::exclusive);
    if (!fd) return std::move(fd).error();
    return UnixListener(std::move(fd).value(), path.starts_with('@') ? std::string() : std::string(path));
}

Task<UnixStream> UnixListener::accept() { co_return UnixStream(co_await detail::accept_on(*listener_)); }

}  // namespace kaon::inline v0::runtime
