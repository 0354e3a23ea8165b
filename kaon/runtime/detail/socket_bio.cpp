// The calls behind a session's BIO.
#include "kaon/runtime/detail/socket_bio.hpp"

#include <cerrno>

#include <sys/socket.h>

namespace kaon::inline v0::runtime::detail {

namespace {

struct Socket {
    int fd;
    int flags;
};

bool must_wait() { return errno == EAGAIN || errno == EINTR; }

int read(BIO* bio, char* to, std::size_t room, std::size_t* count) {
    BIO_clear_retry_flags(bio);
    const ssize_t n = ::recv(static_cast<Socket*>(BIO_get_data(bio))->fd, to, room, 0);
    if (n > 0) {
        *count = static_cast<std::size_t>(n);
        return 1;
    }
    if (n < 0 && must_wait()) BIO_set_retry_read(bio);
    return 0;
}

int write(BIO* bio, const char* bytes, std::size_t size, std::size_t* count) {
    BIO_clear_retry_flags(bio);
    const Socket& socket = *static_cast<Socket*>(BIO_get_data(bio));
    const ssize_t n = ::send(socket.fd, bytes, size, MSG_NOSIGNAL | socket.flags);
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
