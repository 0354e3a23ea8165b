// fork(2), a pipe, waitpid(2).
#include "kaon/program/testing/child.hpp"

#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kaon::inline v0::program::testing {

void Child::start(const std::function<int()>& body) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) std::abort();
    std::fflush(nullptr);  // else the child prints it again
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(ends[1], STDERR_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        const int status = body();
        std::fflush(nullptr);
        ::_exit(status);
    }
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
}

Child::Child(const std::function<int()>& body) { start(body); }

Child::Child(std::vector<std::string> command) {
    std::vector<char*> words;
    for (std::string& word : command) words.push_back(word.data());
    words.push_back(nullptr);
    start([&] {
        ::execvp(words[0], words.data());
        return 127;
    });
}

Child::~Child() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    std::fclose(output_);
}

std::string Child::wait_for(std::string_view part) {
    char line[4096];
    while (std::fgets(line, sizeof line, output_)) {
        const std::string_view text(line);
        const std::size_t at = text.find(part);
        if (at == text.npos) continue;
        const std::string_view after = text.substr(at + part.size());
        return std::string(after.substr(0, after.find('\n')));
    }
    return "";
}

std::string Child::rest() {
    std::string text;
    char piece[4096];
    for (std::size_t n; (n = std::fread(piece, 1, sizeof piece, output_)) > 0;) text.append(piece, n);
    return text;
}

void Child::signal(int number) const {
    if (pid_ > 0) ::kill(pid_, number);
}

int Child::wait() {
    for (int i = 0; i < 1000 && pid_ > 0; ++i) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = 0;
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        ::usleep(5000);
    }
    return -1;
}

}  // namespace kaon::inline v0::program::testing
