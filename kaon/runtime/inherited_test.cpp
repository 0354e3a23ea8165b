// Listening sockets that another program hands over: their names, and those that are not for this process.
#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kaon/runtime/inherited.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

Fd listening() {
    Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in any{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    EXPECT_EQ(::bind(fd.number(), reinterpret_cast<sockaddr*>(&any), sizeof any), 0);
    EXPECT_EQ(::listen(fd.number(), 4), 0);
    return fd;
}

// What a process of its own says, which has `count` listeners from descriptor 3 on, as their names with commas.
std::string names_in_child(int count, const char* names, const std::function<std::string()>& pid) {
    int ends[2];
    if (::pipe(ends) != 0) return "no pipe";
    const pid_t child = ::fork();
    if (child == 0) {
        const Fd said(::dup2(ends[1], 100));
        const Fd socket(::dup2(listening().number(), 101));
        for (int i = 0; i < count; ++i) ::dup2(socket.number(), 3 + i);
        ::setenv("LISTEN_FDS", std::to_string(count).c_str(), 1);
        ::setenv("LISTEN_PID", pid().c_str(), 1);
        if (names) ::setenv("LISTEN_FDNAMES", names, 1);
        Result<std::vector<InheritedListener>> given = inherited_listeners();
        std::string text;
        if (!given) text = given.error().text();
        else
            for (const InheritedListener& one : *given) text += one.name + ",";
        if (std::getenv("LISTEN_FDS") || std::getenv("LISTEN_FDNAMES")) text += " kept";
        [[maybe_unused]] const ssize_t n = ::write(said.number(), text.data(), text.size());
        ::_exit(0);
    }
    ::close(ends[1]);
    std::string text;
    char piece[256];
    for (ssize_t n; (n = ::read(ends[0], piece, sizeof piece)) > 0;) text.append(piece, static_cast<std::size_t>(n));
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return text;
}

std::string own_pid() { return std::to_string(::getpid()); }

}  // namespace

TEST(inherited, sockets_have_the_names_that_they_were_given) {
    EXPECT_EQ(names_in_child(2, "web:admin", own_pid), "web,admin,");
    EXPECT_EQ(names_in_child(3, "web", own_pid), "web,unknown,unknown,") << "fewer names than sockets";
    EXPECT_EQ(names_in_child(2, ":admin:more", own_pid), "unknown,admin,") << "more names than sockets";
    EXPECT_EQ(names_in_child(1, nullptr, own_pid), "unknown,");
}

TEST(inherited, what_is_meant_for_another_process_is_left_alone) {
    EXPECT_EQ(names_in_child(1, "web", [] { return "1"; }), " kept");
}
