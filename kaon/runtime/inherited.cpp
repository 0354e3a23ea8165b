// sd_listen_fds(3) for one socket.
#include "kaon/runtime/inherited.hpp"

#include <charconv>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kaon::inline v0::runtime {

namespace {

constexpr int first_inherited = 3;
constexpr int most_inherited = 64;

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

// "web:admin" is two names.
std::string take_name(std::string& names) {
    const std::size_t colon = names.find(':');
    std::string name = names.substr(0, colon);
    names.erase(0, colon == names.npos ? colon : colon + 1);
    return name.empty() ? "unknown" : name;
}

Result<int> count_of(const std::string& text) {
    int count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error == std::errc() && end == text.data() + text.size() && count >= 0 && count <= most_inherited) return count;
    return Error(Errc::invalid, "LISTEN_FDS=" + text + ": a number from 0 to " + std::to_string(most_inherited) +
                                    " says how many sockets were handed over");
}

}  // namespace

Result<std::vector<InheritedListener>> inherited_listeners() {
    std::vector<InheritedListener> listeners;
    const std::string said = variable("LISTEN_FDS");
    if (said.empty() || variable("LISTEN_PID") != std::to_string(::getpid())) return listeners;
    std::string names = variable("LISTEN_FDNAMES");
    for (const char* name : {"LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"}) ::unsetenv(name);
    Result<int> count = count_of(said);
    if (!count) return std::move(count).error();
    for (int fd = first_inherited; fd < first_inherited + *count; ++fd) {
        if (!is_listening_stream(fd))
            return Error(Errc::invalid, "LISTEN_FDS=" + said + ", and descriptor " + std::to_string(fd) +
                                            " is no listening stream socket");
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
        listeners.push_back({Fd(fd), take_name(names)});
    }
    return listeners;
}

}  // namespace kaon::inline v0::runtime
