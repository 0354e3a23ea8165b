// TLS sessions over readable() and writable().
#include "kaon/runtime/tls_stream.hpp"

#include <cerrno>
#include <cstring>

#include <sys/socket.h>

#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::runtime {

namespace {

Error no_session() { return Error(Errc::unavailable).with_detail("no TLS session could be made"); }

}  // namespace

Task<TlsStream> TlsStream::connect(SocketAddress address, const TlsClient& client, std::string_view host) {
    TcpStream stream = co_await TcpStream::connect(address);
    auto session = client.connect(stream.fd(), host);
    if (!session) co_return no_session();
    TlsStream tls(std::move(stream), std::move(session));
    co_await tls.shake_hands();
    co_return tls;
}

Task<TlsStream> TlsStream::accept(TcpStream stream, const TlsServer& server,
                                  std::span<const std::string_view> protocols) {
    auto session = server.accept(stream.fd(), protocols);
    if (!session) co_return no_session();
    TlsStream tls(std::move(stream), std::move(session));
    co_await tls.shake_hands();
    co_return tls;
}

Task<void> TlsStream::shake_hands() {
    for (;;) {
        switch (session_->handshake()) {
            case TlsSession::Step::done: co_return;
            case TlsSession::Step::wants_read: co_await readable(fd()); break;
            case TlsSession::Step::wants_write: co_await writable(fd()); break;
            case TlsSession::Step::wants_thread:  // never, where any signing will do
            case TlsSession::Step::failed: co_await Error(Errc::unavailable).with_detail(session_->failure());
        }
    }
}

Task<std::size_t> TlsStream::read(char* buffer, std::size_t size) {
    for (;;) {
        const ssize_t n = session_->receive(buffer, size);
        if (n >= 0) co_return static_cast<std::size_t>(n);
        if (errno != EAGAIN) co_return Error(Errc::unavailable).with_detail(session_->failure());
        if (session_->holds_input()) co_await writable(fd());
        else co_await readable(fd());
    }
}

Task<void> TlsStream::write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = session_->send(bytes);
        if (n >= 0) bytes.remove_prefix(static_cast<std::size_t>(n));
        else if (errno == EAGAIN) co_await writable(fd());
        else co_await Error(Errc::unavailable).with_detail(session_->failure());
    }
}

void TlsStream::close() {
    session_->close_notify();
    ::shutdown(fd(), SHUT_WR);
}

}  // namespace kaon::inline v0::runtime
