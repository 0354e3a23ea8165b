// TlsStream: a TCP connection through TLS, for Tasks: the calls of TcpStream, encrypted.
//
//   auto client = co_await TlsClient::load();
//   TlsStream peer = co_await TlsStream::connect(address, *client, "example.org");
//   co_await peer.write_all("hello\n");
//   std::size_t n = co_await peer.read(buffer, sizeof buffer);     // 0: the peer has ended the connection
//
//   TlsStream peer = co_await TlsStream::accept(co_await listener.accept(), *server);
//
// Only on a Reactor's core; one reader and one writer at a time. Errors: Errc::unavailable, with the reason in the
// detail (a certificate that does not fit, an end that was not announced); Errc::cancelled.
#pragma once

#include "kaon/runtime/tcp.hpp"
#include "kaon/runtime/tls.hpp"

namespace kaon::inline v0::runtime {

class TlsStream {
public:
    // `client` and `host` outlive the call. The server must prove to be `host`.
    static Task<TlsStream> connect(SocketAddress address, const TlsClient& client, std::string_view host);
    // `protocols` outlive the stream.
    static Task<TlsStream> accept(TcpStream stream, const TlsServer& server,
                                  std::span<const std::string_view> protocols = {});

    // At least one byte, or 0 at the end.
    Task<std::size_t> read(char* buffer, std::size_t size);
    // `bytes` outlive the call.
    Task<void> write_all(std::string_view bytes);
    // Tells the peer that nothing follows.
    void close();
    const TlsSession& session() const { return *session_; }
    int fd() const { return stream_.fd(); }

private:
    TlsStream(TcpStream stream, std::unique_ptr<TlsSession> session)
        : stream_(std::move(stream)), session_(std::move(session)) {}
    Task<void> shake_hands();

    TcpStream stream_;
    std::unique_ptr<TlsSession> session_;  // before the stream's descriptor closes
};

}  // namespace kaon::inline v0::runtime
