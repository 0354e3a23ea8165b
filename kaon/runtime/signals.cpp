// signalfd(2) on the reactor.
#include "kaon/runtime/signals.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <sys/signalfd.h>
#include <unistd.h>

#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::runtime {

Signals::Signals(std::initializer_list<int> numbers) {
    sigset_t set;
    sigemptyset(&set);
    for (int number : numbers) sigaddset(&set, number);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    fd_ = Fd(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

Task<int> Signals::next() {
    for (;;) {
        signalfd_siginfo info;
        if (::read(fd_.number(), &info, sizeof info) == sizeof info) co_return static_cast<int>(info.ssi_signo);
        if (errno != EAGAIN && errno != EINTR) co_return Error(Errc::internal).with_detail(std::strerror(errno));
        co_await readable(fd_.number());
    }
}

}  // namespace kaon::inline v0::runtime
