// The calls behind a session's BIO.
#include "kaon/runtime/detail/socket_bio.hpp"

#include <cerrno>

#include <sys/socket.h>

namespace kaon::inline v0::runtime::detail {

namespace {

bool must_wait() { return errno == EAGAIN || errno == EINTR; }

// Of a record's type no value is a letter (RFC 8446, section 5.1).
bool begins_text(char first) { return first >= 'A' && first <= 'Z'; }

int read(BIO* bio, char* to, std::size_t room, std::size_t* count) {
    BIO_clear_retry_flags(bio);
    TlsSocket& socket = *static_cast<TlsSocket*>(BIO_get_data(bio));
    const ssize_t n = ::recv(socket.fd, to, room, 0);
    if (n <= 0) {
        if (n < 0 && must_wait()) BIO_set_retry_read(bio);
        return 0;
    }
    if (socket.heard == TlsSocket::Heard::nothing)
        socket.heard = begins_text(to[0]) ? TlsSocket::Heard::clear_text : TlsSocket::Heard::records;
    if (socket.heard == TlsSocket::Heard::clear_text) return 0;
    *count = static_cast<std::size_t>(n);
    return 1;
}

// Nobody waits for the tickets that follow a handshake of TLS 1.3: they go into one packet with the first answer. The
// kernel keeps them for 200 ms at most (tcp(7), TCP_CORK).
bool may_wait(const TlsSocket& socket) {
    return SSL_get_state(socket.ssl) == TLS_ST_SW_SESSION_TICKET && SSL_version(socket.ssl) == TLS1_3_VERSION;
}

int write(BIO* bio, const char* bytes, std::size_t size, std::size_t* count) {
    BIO_clear_retry_flags(bio);
    const TlsSocket& socket = *static_cast<TlsSocket*>(BIO_get_data(bio));
    const int more = may_wait(socket) ? MSG_MORE : 0;
    const ssize_t n = ::send(socket.fd, bytes, size, MSG_NOSIGNAL | socket.flags | more);
    if (n > 0) {
        *count = static_cast<std::size_t>(n);
        return 1;
    }
    if (n < 0 && must_wait()) BIO_set_retry_write(bio);
    return 0;
}

long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

}  // namespace

const BIO_METHOD* socket_bio() {
    static const Owned<BIO_METHOD, BIO_meth_free> methods = [] {
        Owned<BIO_METHOD, BIO_meth_free> made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket"));
        if (made) {
            BIO_meth_set_read_ex(made.get(), read);
            BIO_meth_set_write_ex(made.get(), write);
            BIO_meth_set_ctrl(made.get(), control);
        }
        return made;
    }();
    return methods.get();
}

}  // namespace kaon::inline v0::runtime::detail
