// Reading the PROXY protocol's header from a socket.
#include "kaon/transport/detail/proxied_connection.hpp"

#include <algorithm>
#include <cerrno>

#include <sys/socket.h>

#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/server_core.hpp"
#include "kaon/transport/proxy_header.hpp"

namespace kaon::inline v0::transport::detail {

ProxiedConnection::ProxiedConnection(ServerCore& server, Fd fd, const http::Peer& proxy, const ListenOptions& listener)
    : PeerConnection(proxy), server_(server), listener_(listener), fd_(std::move(fd)) {
    ready = [](runtime::Watch& watch, runtime::Readiness) { static_cast<ProxiedConnection&>(watch).receive(); };
}

Result<> ProxiedConnection::open() {
    deadline_ = server_.reactor().now() + server_.options().head_timeout;
    return server_.reactor().watch(*this, fd_.number(), runtime::Interest::read);
}

// One that is silent has a moment to begin.
void ProxiedConnection::drain() {
    if (header_.empty()) deadline_ = std::min(deadline_, server_.reactor().now() + server_.options().drain_grace);
}

void ProxiedConnection::check_deadline(Instant now) {
    if (now < deadline_) return;
    if (header_.empty() && server_.draining()) return close();
    refuse("the header took too long");
}

// What follows the header is the next one's to read, so this looks first and takes then.
void ProxiedConnection::receive() {
    constexpr std::size_t most = 4096;
    const std::size_t before = header_.size();
    char* room = header_.prepare(most);
    const ssize_t n = ::recv(fd_.number(), room, most, MSG_PEEK);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) return close();
    header_.commit(static_cast<std::size_t>(n));
    const ProxyHeader header = read_proxy_header(header_.view());
    if (header.state == ProxyHeader::State::refused) return refuse(header.reason);
    const bool complete = header.state == ProxyHeader::State::complete;
    const std::size_t taken = (complete ? header.size : header_.size()) - before;
    if (::recv(fd_.number(), room, taken, 0) != static_cast<ssize_t>(taken)) return close();
    if (!complete) return;
    server_.reactor().unwatch(*this);
    server_.identified(*this, std::move(fd_), header.peer.value_or(peer_), listener_);
}

void ProxiedConnection::refuse(const char* reason) {
    transport_log.warn("a connection from a trusted proxy is refused", {{"proxy", peer_.text()}, {"reason", reason}});
    close();
}

void ProxiedConnection::close() {
    server_.reactor().unwatch(*this);
    fd_.reset();
    server_.retire(*this);
}

}  // namespace kaon::inline v0::transport::detail
