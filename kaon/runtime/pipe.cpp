// read(2) and write(2), with a wait where the kernel says EAGAIN.
#include "kaon/runtime/pipe.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/detail/system_error.hpp"
#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::runtime {

using detail::Direction;
using detail::Pollable;

namespace {

std::unique_ptr<Pollable> non_blocking(Fd fd) {
    ::fcntl(fd.number(), F_SETFL, ::fcntl(fd.number(), F_GETFL) | O_NONBLOCK);
    return std::make_unique<Pollable>(std::move(fd));
}

// write(2) has no MSG_NOSIGNAL: SIGPIPE is held back, and taken away where this call has raised it.
ssize_t write_quietly(int fd, std::string_view bytes) {
    sigset_t broken_pipe, before, pending;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    sigpending(&pending);
    const bool was_pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    const int number = errno;
    if (n < 0 && number == EPIPE && !was_pending) {
        const timespec at_once{};
        while (sigtimedwait(&broken_pipe, nullptr, &at_once) < 0 && errno == EINTR) {
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = number;
    return n;
}

}  // namespace

PipeReader::PipeReader(Fd fd) : pipe_(non_blocking(std::move(fd))) {}
PipeWriter::PipeWriter(Fd fd) : pipe_(non_blocking(std::move(fd))) {}

Task<std::size_t> PipeReader::read(char* buffer, std::size_t size) {
    if (pipe_->due_to_yield()) co_await yield();
    for (;;) {
        const ssize_t n = ::read(fd(), buffer, size);
        if (n >= 0) co_return static_cast<std::size_t>(n);
        if (errno == EINTR) continue;
        if (errno != EAGAIN) co_return detail::socket_error(errno);
        co_await pipe_->ready(Direction::reading);
    }
}

Task<void> PipeWriter::write_all(std::string_view bytes) {
    if (pipe_->due_to_yield()) co_await yield();
    while (!bytes.empty()) {
        const ssize_t n = write_quietly(fd(), bytes);
        if (n >= 0) bytes.remove_prefix(static_cast<std::size_t>(n));
        else if (errno == EAGAIN) co_await pipe_->ready(Direction::writing);
        else if (errno != EINTR) co_await detail::socket_error(errno);
    }
}

Result<std::pair<PipeReader, PipeWriter>> pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return detail::socket_error(errno);
    return std::pair(PipeReader(Fd(ends[0])), PipeWriter(Fd(ends[1])));
}

Task<std::size_t> StandardInput::read(char* buffer, std::size_t size) {
    struct stat about;
    if (::fstat(STDIN_FILENO, &about) != 0) co_return detail::system_error(errno, "standard input");
    if (S_ISREG(about.st_mode) || S_ISDIR(about.st_mode)) {
        // On memory of its own: a read that nobody waits for any more goes on.
        const std::string piece = co_await spawn_blocking([size]() -> Result<std::string> {
            std::string bytes(size, '\0');
            const ssize_t n = ::read(STDIN_FILENO, bytes.data(), size);
            if (n < 0) return detail::system_error(errno, "standard input");
            bytes.resize(static_cast<std::size_t>(n));
            return bytes;
        });
        std::memcpy(buffer, piece.data(), piece.size());
        co_return piece.size();
    }
    for (;;) {
        // Level-triggered, since the flags of the descriptor are not ours: read(2) is called when it will not block.
        Result<> ready = co_await attempt(readable(STDIN_FILENO));
        if (!ready && ready.error().is(Errc::cancelled)) co_return std::move(ready).error();
        // What epoll cannot watch, /dev/null say, never blocks.
        const ssize_t n = ::read(STDIN_FILENO, buffer, size);
        if (n >= 0) co_return static_cast<std::size_t>(n);
        if (errno != EAGAIN && errno != EINTR) co_return detail::system_error(errno, "standard input");
    }
}

}  // namespace kaon::inline v0::runtime
