// fork, exec, pidfd.
#include "cli/dev/child.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/process.hpp"
#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::cli::dev {

namespace {

constexpr int handed_over = 3;

// Everything that the new process needs, made before fork(): after it nothing may allocate.
struct Prepared {
    std::string path, folder;
    std::vector<char*> arguments, environment;
    std::vector<std::string> variables;
    int listener = -1;
    char process_id[32] = "LISTEN_PID=";
};

bool is_set_again(std::string_view entry, const std::vector<std::string>& variables) {
    const std::string_view name = entry.substr(0, entry.find('='));
    if (name.starts_with("LISTEN_") || name == "NOTIFY_SOCKET") return true;
    for (const std::string& variable : variables) {
        if (std::string_view(variable).substr(0, variable.find('=')) == name) return true;
    }
    return false;
}

void add_environment(Prepared& to) {
    for (char** entry = environ; *entry; ++entry) {
        if (!is_set_again(*entry, to.variables)) to.environment.push_back(*entry);
    }
    for (std::string& variable : to.variables) to.environment.push_back(variable.data());
    if (to.listener >= 0) {
        static char one[] = "LISTEN_FDS=1";
        to.environment.push_back(one);
        to.environment.push_back(to.process_id);
    }
    to.environment.push_back(nullptr);
}

void append_number(char* text, unsigned number) {
    char digits[12];
    int count = 0;
    do digits[count++] = static_cast<char>('0' + number % 10);
    while (number /= 10);
    text += std::strlen(text);
    while (count > 0) *text++ = digits[--count];
    *text = '\0';
}

[[noreturn]] void become(Prepared& what, int output, pid_t parent) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(127);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    if (what.listener >= 0) {
        if (what.listener == handed_over) ::fcntl(handed_over, F_SETFD, 0);
        else ::dup2(what.listener, handed_over);
        append_number(what.process_id, static_cast<unsigned>(::getpid()));
    }
    if (!what.folder.empty() && ::chdir(what.folder.c_str()) != 0) ::_exit(127);
    ::execve(what.path.c_str(), what.arguments.data(), what.environment.data());
    ::_exit(127);
}

}  // namespace

Result<Child> Child::start(const std::vector<std::string>& command, ChildOptions options) {
    Prepared what{.path = command[0],
                  .folder = options.folder.string(),
                  .arguments = {},
                  .environment = {},
                  .variables = std::move(options.variables),
                  .listener = options.listener};
    if (what.path.find('/') == std::string::npos) what.path = find_program(what.path).string();
    if (what.path.empty())
        return Error(Errc::unavailable, command[0] + " is not installed: 'kaon doctor' names the package");
    for (const std::string& word : command) what.arguments.push_back(const_cast<char*>(word.c_str()));
    what.arguments.push_back(nullptr);
    add_environment(what);
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return Error(Errc::unavailable, std::string("no pipe: ") + std::strerror(errno));
    Fd read_end(ends[0]), write_end(ends[1]);
    ::fcntl(read_end.number(), F_SETFL, O_NONBLOCK);
    std::fflush(nullptr);
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) become(what, write_end.number(), parent);
    if (pid < 0) return Error(Errc::unavailable, "cannot start " + command[0] + ": " + std::strerror(errno));
    ::setpgid(pid, pid);
    return Child(pid, Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))), std::move(read_end));
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), handle_(std::move(other.handle_)), output_(std::move(other.output_)),
      status_(other.status_) {}

Child& Child::operator=(Child&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(handle_, other.handle_);
    std::swap(output_, other.output_);
    std::swap(status_, other.status_);
    return *this;
}

Child::~Child() {
    if (pid_ < 0 || has_exited()) return;
    signal(SIGINT);
    for (int waited_ms = 0; waited_ms < 1000 && !has_exited(); waited_ms += 2) ::usleep(2000);
    if (has_exited()) return;
    ::kill(-pid_, SIGKILL);
    int status = 0;
    ::waitpid(pid_, &status, 0);
}

void Child::signal(int number) {
    if (!has_exited()) ::kill(pid_, number);
}

bool Child::has_exited() {
    int status = 0;
    if (!status_ && ::waitpid(pid_, &status, WNOHANG) == pid_) status_ = status;
    return status_.has_value();
}

Task<int> Child::exited() {
    if (!has_exited()) co_await runtime::readable(handle_.number());
    has_exited();
    co_return status_.value_or(0);
}

std::string Child::take_output() {
    std::string all;
    char piece[4096];
    for (ssize_t n; (n = ::read(output_.number(), piece, sizeof piece)) > 0;)
        all.append(piece, static_cast<std::size_t>(n));
    return all;
}

Task<std::optional<std::string>> Child::read_output() {
    for (;;) {
        std::string text(16 * 1024, '\0');
        const ssize_t n = ::read(output_.number(), text.data(), text.size());
        if (n > 0) {
            text.resize(static_cast<std::size_t>(n));
            co_return text;
        }
        if (n == 0 || (errno != EAGAIN && errno != EINTR)) co_return std::nullopt;
        co_await runtime::readable(output_.number());
    }
}

std::string exit_text(int status) {
    if (!WIFSIGNALED(status)) return "ended with " + std::to_string(WEXITSTATUS(status));
    const int number = WTERMSIG(status);
    const char* words = ::strsignal(number);
    return "was ended by signal " + std::to_string(number) + " (" + (words ? words : "unknown") + ")";
}

}  // namespace kaon::inline v0::cli::dev
