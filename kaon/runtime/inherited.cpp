// sd_listen_fds(3) for one socket.
#include "kaon/runtime/inherited.hpp"

#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kaon::inline v0::runtime {

namespace {

constexpr int first_inherited = 3;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

bool is_listening_stream(int fd) {
    int listening = 0, type = 0;
    socklen_t size = sizeof(int);
    if (::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || !listening) return false;
    size = sizeof(int);
    return ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
}

}  // namespace

Result<std::optional<Fd>> inherited_listener() {
    const std::string count = variable("LISTEN_FDS");
    if (count.empty() || variable("LISTEN_PID") != std::to_string(::getpid())) return std::optional<Fd>();
    for (const char* name : {"LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"}) ::unsetenv(name);
    if (count != "1")
        return Error(Errc::invalid, "LISTEN_FDS=" + count + ": one listening socket can be handed over, not " + count);
    if (!is_listening_stream(first_inherited))
        return Error(Errc::invalid, "LISTEN_FDS=1, and descriptor 3 is no listening stream socket");
    ::fcntl(first_inherited, F_SETFD, FD_CLOEXEC);
    ::fcntl(first_inherited, F_SETFL, ::fcntl(first_inherited, F_GETFL) | O_NONBLOCK);
    return std::optional<Fd>(Fd(first_inherited));
}

}  // namespace kaon::inline v0::runtime
