// fork and exec, with a pipe when the output is kept.
#include "cli/process.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

namespace {

// Between fork and exec nothing may allocate, so the arguments are made before.
std::vector<char*> arguments_of(const std::vector<std::string>& command) {
    std::vector<char*> out;
    for (const std::string& word : command) out.push_back(const_cast<char*>(word.c_str()));
    out.push_back(nullptr);
    return out;
}

[[noreturn]] void exec(char* const* arguments, const char* folder) {
    if (*folder && chdir(folder) != 0) _exit(127);
    execvp(arguments[0], arguments);
    _exit(127);
}

std::string read_all(int fd, const RunOptions& options) {
    std::string out;
    char buffer[4096];
    while (true) {
        const ssize_t n = read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return out;
        const std::string_view text(buffer, static_cast<std::size_t>(n));
        if (options.read) options.read(text);
        else out.append(text.substr(0, options.limit - out.size()));
    }
}

int wait_for(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// A build that is interrupted ends by itself; whoever waits for it must still be there to say so.
class IgnoreInterrupt {
public:
    IgnoreInterrupt() : before_(std::signal(SIGINT, SIG_IGN)) {}
    ~IgnoreInterrupt() { std::signal(SIGINT, before_); }
    IgnoreInterrupt(const IgnoreInterrupt&) = delete;
    IgnoreInterrupt& operator=(const IgnoreInterrupt&) = delete;

private:
    void (*before_)(int);
};

}  // namespace

Ran run_program(const std::vector<std::string>& command, const RunOptions& options) {
    using Output = RunOptions::Output;
    int ends[2] = {-1, -1};
    const bool is_read = options.output == Output::kept || options.read;
    if (is_read && pipe2(ends, O_CLOEXEC) != 0) return {.status = 127};
    const std::vector<char*> arguments = arguments_of(command);
    const std::string folder = options.folder.string();
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        if (is_read) dup2(ends[1], STDOUT_FILENO);
        if (options.read) dup2(ends[1], STDERR_FILENO);
        if (options.output == Output::dropped) {
            const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
            dup2(nothing, STDOUT_FILENO);
            dup2(nothing, STDERR_FILENO);
        }
        exec(arguments.data(), folder.c_str());
    }
    const IgnoreInterrupt ignore;
    if (is_read) close(ends[1]);
    if (child < 0) return {.status = 127};
    Ran ran;
    if (is_read) {
        ran.output = read_all(ends[0], options);
        close(ends[0]);
    }
    ran.status = wait_for(child);
    return ran;
}

int become_program(const std::vector<std::string>& command, const fs::path& folder) {
    const std::vector<char*> arguments = arguments_of(command);
    std::fflush(nullptr);
    if (!folder.empty() && chdir(folder.c_str()) != 0) return 127;
    execvp(arguments[0], arguments.data());
    return 127;
}

fs::path find_program(const std::string& name) {
    const char* path = std::getenv("PATH");
    std::string_view rest = path ? path : "/usr/bin:/bin";
    while (!rest.empty()) {
        const std::string_view folder = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
        fs::path candidate = fs::path(folder) / name;
        std::error_code problem;
        if (fs::is_regular_file(candidate, problem) && access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    return {};
}

fs::path own_path() {
    std::error_code problem;
    return fs::read_symlink("/proc/self/exe", problem);
}

}  // namespace kaon::inline v0::cli
