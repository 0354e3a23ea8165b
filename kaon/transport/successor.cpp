// fork(2), execve(2) and a pair of sockets: the new process says on it that it serves, the old one by closing it that
// it has given way.
#include "kaon/transport/successor.hpp"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::transport {

namespace {

constexpr int first_handed = 3;
constexpr const char* ready_variable = "KAON_READY_FD";

Error failure(std::string text, int number = 0) {
    Error error(Errc::unavailable, std::move(text));
    if (number) return std::move(error).with_detail(std::strerror(number));
    return error;
}

// Where execvp(3) would find it: after fork(2) in a program with threads nothing may allocate.
std::string path_of(const std::string& program) {
    if (program.find('/') != program.npos) return program;
    const char* variable = std::getenv("PATH");
    std::string_view rest = variable ? variable : "/usr/local/bin:/usr/bin:/bin";
    while (!rest.empty()) {
        const std::size_t colon = rest.find(':');
        std::string path(rest.substr(0, colon));
        path += "/" + program;
        if (::access(path.c_str(), X_OK) == 0) return path;
        rest.remove_prefix(colon == rest.npos ? rest.size() : colon + 1);
    }
    return program;
}

// Everything that the child needs between fork and exec, made before.
struct Start {
    std::string path;
    std::vector<std::string> words;
    std::vector<std::string> environment;
    std::vector<char*> argv, envp;
    std::vector<Fd> sockets;  // above the numbers that they will have
    Fd ready;
    std::size_t pid_at = 0;   // of the environment: the child knows its number only then

    [[noreturn]] void become();
};

void Start::become() {
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    int number = first_handed;
    for (const Fd& socket : sockets) {
        if (::dup2(socket.number(), number++) < 0) ::_exit(127);
    }
    if (::dup2(ready.number(), number) < 0) ::_exit(127);
    std::string& variable = environment[pid_at];
    char* digits = variable.data() + std::strlen("LISTEN_PID=");
    *std::to_chars(digits, variable.data() + variable.size(), ::getpid()).ptr = '\0';
    ::execve(path.c_str(), argv.data(), envp.data());
    ::_exit(127);
}

bool is_ours(std::string_view variable) {
    for (std::string_view name : {"LISTEN_FDS=", "LISTEN_PID=", "LISTEN_FDNAMES=", "KAON_READY_FD="}) {
        if (variable.starts_with(name)) return true;
    }
    return false;
}

Result<Start> prepare(const Successor& successor, Fd ready) {
    Start start;
    if (successor.command.empty()) return failure("there is no command to start a successor with");
    start.path = path_of(successor.command.front());
    start.words = successor.command;
    for (char** variable = environ; *variable; ++variable) {
        if (!is_ours(*variable)) start.environment.emplace_back(*variable);
    }
    const int count = static_cast<int>(successor.sockets.size());
    start.environment.push_back("LISTEN_FDS=" + std::to_string(count));
    std::string names;
    for (const std::string& name : successor.names)
        names.append(names.empty() ? "" : ":").append(name.empty() ? "unknown" : name);
    if (!names.empty()) start.environment.push_back("LISTEN_FDNAMES=" + names);
    start.environment.push_back(std::string(ready_variable) + "=" + std::to_string(first_handed + count));
    start.pid_at = start.environment.size();
    start.environment.push_back("LISTEN_PID=" + std::string(20, ' '));
    const int above = first_handed + count + 1;
    for (int socket : successor.sockets) start.sockets.emplace_back(::fcntl(socket, F_DUPFD_CLOEXEC, above));
    start.ready = Fd(::fcntl(ready.number(), F_DUPFD_CLOEXEC, above));
    for (const Fd& socket : start.sockets) {
        if (!socket) return failure("cannot hand a socket over", errno);
    }
    if (!start.ready) return failure("cannot start a successor", errno);
    for (std::string& word : start.words) start.argv.push_back(word.data());
    for (std::string& variable : start.environment) start.envp.push_back(variable.data());
    start.argv.push_back(nullptr);
    start.envp.push_back(nullptr);
    return start;
}

Task<void> wait_until_ready(int link) {
    co_await runtime::readable(link);
    char byte;
    if (::read(link, &byte, 1) != 1) co_await failure("the successor ended before it served");
}

// It does not serve: it must not stay, with sockets that it will never accept from.
Task<void> end(int pid) {
    ::kill(pid, SIGTERM);
    for (int i = 0; ::waitpid(pid, nullptr, WNOHANG) == 0; ++i) {
        if (i == 100) ::kill(pid, SIGKILL);
        co_await sleep(20ms);
    }
}

}  // namespace

Task<Started> start_successor(Successor successor) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        co_return failure("cannot start a successor", errno);
    Fd link(ends[0]);
    Result<Start> prepared = prepare(successor, Fd(ends[1]));
    if (!prepared) co_return std::move(prepared).error();
    Start start = std::move(prepared).value();
    const pid_t pid = ::fork();
    if (pid < 0) co_return failure("cannot start a successor", errno);
    if (pid == 0) start.become();
    start.ready.reset();
    Result<> served = co_await attempt(timeout(successor.timeout, wait_until_ready(link.number())));
    if (served) co_return Started{pid, std::move(link)};
    co_await shield(end(pid));
    if (served.error().is(Errc::timeout)) co_return failure("the successor took too long to serve");
    co_return std::move(served).error();
}

Fd tell_predecessor() {
    const char* variable = std::getenv(ready_variable);
    if (!variable) return {};
    Fd link(std::atoi(variable));
    ::unsetenv(ready_variable);
    ::fcntl(link.number(), F_SETFD, FD_CLOEXEC);
    if (::write(link.number(), "1", 1) != 1) return {};
    return link;
}

Task<void> predecessor_gave_way(const Fd& link) {
    if (link) co_await runtime::readable(link.number());  // its end: nothing is ever sent this way
}

}  // namespace kaon::inline v0::transport
