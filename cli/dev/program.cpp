// Environment, readiness, last lines.
#include "cli/dev/program.hpp"

#include <cerrno>
#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::cli::dev {

namespace {

constexpr std::size_t kept_lines = 12;
constexpr std::size_t longest_line = 500;

// A socket of its own for each start, so that a late word of one program is not taken for the next one's. Not in the
// file system: paths of projects may be longer than socket names.
Result<Fd> notice_socket(std::string& name) {
    static int count = 0;
    name = "@kaon-dev-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, name.data() + 1, name.size() - 1);
    Fd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    if (!fd || ::bind(fd.number(), reinterpret_cast<const sockaddr*>(&address), size) != 0)
        return Error(Errc::unavailable, std::string("no socket for the program's word: ") + std::strerror(errno));
    return fd;
}

Task<bool> said_ready(int fd) {
    for (;;) {
        char text[64];
        const ssize_t size = ::recv(fd, text, sizeof text, 0);
        if (size > 0 &&
            std::string_view(text, static_cast<std::size_t>(size)).find("READY=1") != std::string_view::npos)
            co_return true;
        if (size <= 0) co_await runtime::readable(fd);
    }
}

}  // namespace

Result<std::shared_ptr<Program>> Program::start(const Project& project, const ProgramOptions& options) {
    std::string name;
    Result<Fd> notices = notice_socket(name);
    if (!notices) return std::move(notices).error();
    Result<Child> child = Child::start(
        {project.program(Kind::dev).string()},
        {.folder = project.folder,
         .variables = {"KAON_DEV=" + options.folder, "KAON_DEV_GENERATION=" + std::to_string(options.generation),
                       "KAON_DEV_ASSETS=" + (project.folder / "assets").string(), "NOTIFY_SOCKET=" + name},
         .listener = options.listener});
    if (!child) return std::move(child).error();
    return std::shared_ptr<Program>(new Program(std::move(child).value(), std::move(notices).value()));
}

Task<void> Program::follow(std::shared_ptr<Program> program) {
    while (auto text = co_await program->child_.read_output()) program->pass_on(*text);
}

void Program::pass_on(std::string_view text) {
    for (char c : text) {
        if (c != '\n') {
            if (line_.size() < longest_line) line_ += c;
            continue;
        }
        lines_.push_back(std::exchange(line_, {}));
        if (lines_.size() > kept_lines) lines_.pop_front();
    }
    while (!text.empty()) {
        const ssize_t n = ::write(STDERR_FILENO, text.data(), text.size());
        if (n <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

Task<bool> Program::came_up() {
    const auto first = co_await first_of(said_ready(notices_.number()), exited());
    co_return first.index() == 0;
}

std::string Program::last_words() {
    pass_on(child_.take_output());  // its end may be known before its last lines were read
    std::string words;
    for (const std::string& line : lines_) words += line + "\n";
    words += line_;
    while (words.ends_with('\n')) words.pop_back();
    return words;
}

}  // namespace kaon::inline v0::cli::dev
