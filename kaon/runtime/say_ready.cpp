// sd_notify(3) for READY=1 and MAINPID.
#include "kaon/runtime/say_ready.hpp"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <sys/socket.h>
#include <sys/un.h>

#include "kaon/base/fd.hpp"

namespace kaon::inline v0::runtime {

namespace {

void notify(std::string_view message) {
    const char* path = std::getenv("NOTIFY_SOCKET");
    if (!path) return;
    const std::string_view name = path;
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    if (name.size() < 2 || name.size() >= sizeof to.sun_path) return;
    std::memcpy(to.sun_path, name.data(), name.size());
    if (name.front() == '@') to.sun_path[0] = '\0';  // not in the file system
    const Fd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket) return;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    ::sendto(socket.number(), message.data(), message.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&to),
             size);
}

}  // namespace

void say_ready() { notify("READY=1"); }
void say_main_process(int pid) { notify("MAINPID=" + std::to_string(pid)); }

}  // namespace kaon::inline v0::runtime
