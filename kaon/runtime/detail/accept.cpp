// accept4(2) with its list of what is not the listener's fault.
#include "kaon/runtime/detail/accept.hpp"

#include <cerrno>

#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/runtime/detail/system_error.hpp"
#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::runtime::detail {

namespace {

constexpr telemetry::Log runtime_log("runtime");
constexpr Duration pause_without_descriptors = Duration::milliseconds(100);

// The connection went wrong before it was taken over (accept(2), "Error handling").
bool is_the_peers(int number) {
    switch (number) {
        case ECONNABORTED:
        case EINTR:
        case EPROTO:
        case ENETDOWN:
        case ENOPROTOOPT:
        case EHOSTDOWN:
        case ENONET:
        case EHOSTUNREACH:
        case EOPNOTSUPP:
        case ENETUNREACH:
        case ETIMEDOUT:
        case EPERM: return true;
        default: return false;
    }
}

bool is_for_lack(int number) { return number == EMFILE || number == ENFILE || number == ENOBUFS || number == ENOMEM; }

}  // namespace

Task<Fd> accept_on(Pollable& listener) {
    if (listener.due_to_yield()) co_await yield();
    bool said = false;
    for (;;) {
        Fd peer(::accept4(listener.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        const int failure = errno;
        if (peer) co_return peer;
        if (is_the_peers(failure)) continue;
        if (failure == EAGAIN) {
            co_await listener.ready(Direction::reading);
        } else if (is_for_lack(failure)) {
            if (!std::exchange(said, true))
                runtime_log.error("accepting waits", {{"error", system_error(failure).detail()}});
            co_await sleep(pause_without_descriptors);
        } else {
            co_return socket_error(failure);
        }
    }
}

}  // namespace kaon::inline v0::runtime::detail
