// accept4(2), and what to do when it fails.
#include "kaon/transport/detail/acceptor.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "kaon/runtime/socket_address.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

constexpr int accepts_per_turn = 64;
constexpr int full_turns = 8;  // before more are taken in one
constexpr int accepts_at_the_end = 65'536;  // no kernel queues more
constexpr Duration pause_while_full = Duration::milliseconds(20);
constexpr Duration pause_after_fault = Duration::milliseconds(200);

void set(int fd, int level, int option, int value) { ::setsockopt(fd, level, option, &value, sizeof value); }

}  // namespace

Acceptor::Acceptor(ServerCore& server, Fd listener, const ListenOptions& options)
    : server_(server), listener_(std::move(listener)), options_(options) {
    ready = [](runtime::Watch& watch, runtime::Readiness) { static_cast<Acceptor&>(watch).accept_some(); };
    fire = [](Timer& timer) { static_cast<Acceptor&>(timer).resume(); };
}

Acceptor::~Acceptor() {
    server_.reactor().stop(static_cast<Timer&>(*this));
    if (listener_) server_.reactor().unwatch(*this);
}

Result<> Acceptor::open() {
    const int fd = listener_.number();
    set(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    // A peer that has vanished without a word (accepted sockets inherit this): handlers and silent streams have no
    // deadline that would notice.
    set(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set(fd, IPPROTO_TCP, TCP_KEEPIDLE, 60);
    set(fd, IPPROTO_TCP, TCP_KEEPINTVL, 15);
    return server_.reactor().watch(*this, fd, runtime::Interest::read);
}

void Acceptor::close() {
    if (!listener_) return;
    // To the kernel's mind these peers are connected: closing now would reset them.
    accept(accepts_at_the_end);
    server_.reactor().stop(static_cast<Timer&>(*this));
    server_.reactor().unwatch(*this);
    listener_.reset();
}

// That nobody waits any more costs a whole system call to learn. So as many are taken as lately came in one turn, and
// the loop reports the listener again where more have; a crowd is soon taken 64 at a time.
void Acceptor::accept_some() {
    const int taken = accept(most_);
    if (taken < most_) {
        most_ = std::max(taken, 1);
        full_ = 0;
    } else if (++full_ == full_turns) {
        most_ = std::min(most_ * 2, accepts_per_turn);
        full_ = 0;
    }
}

// How many there were.
int Acceptor::accept(int most) {
    int taken = 0;
    for (int i = 0; i < most; ++i) {
        if (!server_.has_room()) {
            pause(pause_while_full);
            break;
        }
        sockaddr_storage from;
        socklen_t size = sizeof from;
        Fd fd(::accept4(listener_.number(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!fd) {
            if (failed(errno)) break;
            continue;
        }
        ++taken;
        fault_logged_ = false;
        const auto address = runtime::SocketAddress::from_system(&from, size);
        http::Peer peer{.port = address.port()};
        address.mapped(peer.address);
        server_.accepted(std::move(fd), peer, *this);
    }
    return taken;
}

// True: no further accept in this turn. https://man7.org/linux/man-pages/man2/accept4.2.html, "Error handling".
bool Acceptor::failed(int number) {
    switch (number) {
        case EAGAIN: return true;
        // Of the one connection: the next may be well.
        case EINTR:
        case ECONNABORTED:
        case EPERM:
        case EPROTO:
        case ENOPROTOOPT:
        case ENETDOWN:
        case ENETUNREACH:
        case EHOSTDOWN:
        case EHOSTUNREACH:
        case ENONET:
        case EOPNOTSUPP: return false;
        default: break;
    }
    if (!std::exchange(fault_logged_, true)) {
        transport_log.error("cannot accept; connections wait until this is over", {{"error", std::strerror(number)}});
    }
    pause(pause_after_fault);
    return true;
}

void Acceptor::pause(Duration time) {
    if (!paused_) server_.reactor().change(*this, runtime::Interest::none);
    paused_ = true;
    at = server_.reactor().now() + time;
    server_.reactor().start(static_cast<Timer&>(*this));
}

void Acceptor::resume() {
    if (!server_.has_room()) return pause(pause_while_full);
    paused_ = false;
    server_.reactor().change(*this, runtime::Interest::read);
}

}  // namespace kaon::inline v0::transport::detail
