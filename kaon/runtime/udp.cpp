// sendto(2) and recvmsg(2), with a wait where the kernel says EAGAIN.
#include "kaon/runtime/udp.hpp"

#include <cerrno>

#include <netinet/in.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/runtime/detail/system_error.hpp"

namespace kaon::inline v0::runtime {

using detail::Direction;
using detail::Pollable;

namespace {

Result<Fd> datagram_socket(const SocketAddress& address) {
    Fd fd(::socket(address.family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) return detail::socket_error(errno);
    return fd;
}

const sockaddr* system_address(const SocketAddress& address) { return static_cast<const sockaddr*>(address.system()); }

Task<void> send_datagram(Pollable& socket, std::string_view bytes, const sockaddr* to, socklen_t size) {
    if (socket.due_to_yield()) co_await yield();
    while (::sendto(socket.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL, to, size) < 0) {
        if (errno == EINTR) continue;
        if (errno != EAGAIN) co_await detail::socket_error(errno);
        co_await socket.ready(Direction::writing);
    }
}

}  // namespace

Result<UdpSocket> UdpSocket::bind(const SocketAddress& address) {
    Result<Fd> fd = datagram_socket(address);
    if (!fd) return std::move(fd).error();
    if (::bind(fd->number(), system_address(address), address.system_size()) != 0)
        return detail::socket_error(errno, address.text());
    return UdpSocket(std::move(fd).value());
}

Result<UdpSocket> UdpSocket::connect(const SocketAddress& peer) {
    Result<Fd> fd = datagram_socket(peer);
    if (!fd) return std::move(fd).error();
    if (::connect(fd->number(), system_address(peer), peer.system_size()) != 0)
        return detail::socket_error(errno, peer.text());
    return UdpSocket(std::move(fd).value());
}

Task<void> UdpSocket::send_to(std::string_view bytes, SocketAddress to) {
    co_await send_datagram(*socket_, bytes, system_address(to), to.system_size());
}

Task<void> UdpSocket::send(std::string_view bytes) { return send_datagram(*socket_, bytes, nullptr, 0); }

Task<Datagram> UdpSocket::receive_from(char* buffer, std::size_t size) {
    if (socket_->due_to_yield()) co_await yield();
    for (;;) {
        sockaddr_storage from{};
        iovec into{buffer, size};
        msghdr message{};
        message.msg_name = &from;
        message.msg_namelen = sizeof from;
        message.msg_iov = &into;
        message.msg_iovlen = 1;
        const ssize_t n = ::recvmsg(fd(), &message, MSG_TRUNC);  // gives the datagram's own size
        if (n >= 0) {
            co_return Datagram{.size = static_cast<std::size_t>(n),
                               .truncated = (message.msg_flags & MSG_TRUNC) != 0,
                               .from = SocketAddress::from_system(&from, message.msg_namelen)};
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN) co_return detail::socket_error(errno);
        co_await socket_->ready(Direction::reading);
    }
}

Result<> UdpSocket::allow_broadcast() {
    const int one = 1;
    if (::setsockopt(fd(), SOL_SOCKET, SO_BROADCAST, &one, sizeof one) != 0) return detail::socket_error(errno);
    return {};
}

Result<> UdpSocket::join_group(const SocketAddress& group) {
    int joined = 0;
    if (group.family() == AF_INET) {
        const ip_mreqn request{.imr_multiaddr = static_cast<const sockaddr_in*>(group.system())->sin_addr,
                               .imr_address = {},
                               .imr_ifindex = 0};
        if (!IN_MULTICAST(ntohl(request.imr_multiaddr.s_addr))) return Error(Errc::invalid, "not a group's address");
        joined = ::setsockopt(fd(), IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof request);
    } else {
        const ipv6_mreq request{.ipv6mr_multiaddr = static_cast<const sockaddr_in6*>(group.system())->sin6_addr,
                                .ipv6mr_interface = 0};
        if (group.family() != AF_INET6 || !IN6_IS_ADDR_MULTICAST(&request.ipv6mr_multiaddr))
            return Error(Errc::invalid, "not a group's address");
        joined = ::setsockopt(fd(), IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof request);
    }
    if (joined != 0) return detail::socket_error(errno, group.text());
    return {};
}

}  // namespace kaon::inline v0::runtime
