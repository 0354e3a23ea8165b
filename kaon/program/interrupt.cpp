// A handler that only writes to an eventfd, and is gone after its first call (SA_RESETHAND).
#include "kaon/program/interrupt.hpp"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>

#include <sys/eventfd.h>
#include <unistd.h>

#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::program {

namespace {

volatile std::sig_atomic_t wake_fd = -1;  // all that a signal handler can know

void on_signal(int number) {
    const int before = errno;
    const std::uint64_t value = static_cast<std::uint64_t>(number);
    [[maybe_unused]] const ssize_t written = ::write(wake_fd, &value, sizeof value);
    errno = before;
}

void handle(void (*handler)(int), int flags) {
    struct sigaction action{};
    action.sa_handler = handler;
    action.sa_flags = flags;
    for (const int number : {SIGINT, SIGTERM}) ::sigaction(number, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    wake_fd = fd_.number();
    handle(on_signal, static_cast<int>(SA_RESETHAND) | SA_RESTART);
}

Interrupt::~Interrupt() {
    handle(SIG_DFL, 0);
    wake_fd = -1;
}

Task<int> Interrupt::wait() {
    std::uint64_t number = 0;
    while (::read(fd_.number(), &number, sizeof number) != sizeof number) {
        if (errno != EAGAIN && errno != EINTR) co_return Error(Errc::internal).with_detail(std::strerror(errno));
        co_await runtime::readable(fd_.number());
    }
    co_return static_cast<int>(number);
}

}  // namespace kaon::inline v0::program
