// A session over a socket of ours: OpenSSL's results as those of recv and send.
#include "kaon/runtime/tls_session.hpp"

#include <cerrno>
#include <cstring>

#include <sys/socket.h>

#include "kaon/runtime/detail/openssl.hpp"
#include "kaon/runtime/detail/socket_bio.hpp"

namespace kaon::inline v0::runtime {

namespace {

constexpr std::size_t largest_record = 16 * 1024;  // RFC 8446, section 5.1

// Those that other users of the library left on this thread would count as ours. There are none, as a rule, and to
// clear the sixteen places of the queue costs more than to look.
void forget_errors() {
    if (ERR_peek_error() != 0) ERR_clear_error();
}

}  // namespace

TlsSession::TlsSession(ssl_st* ssl, int fd) : ssl_(ssl), socket_{.fd = fd, .ssl = ssl} {
    SSL_set_app_data(ssl_, this);
    // Its methods live as long as the program; without memory the session fails at its first step.
    if (BIO* bio = BIO_new(detail::socket_bio())) {
        BIO_set_data(bio, &socket_);
        BIO_set_init(bio, 1);
        SSL_set_bio(ssl_, bio, bio);
    }
}

TlsSession::~TlsSession() { SSL_free(ssl_); }

TlsSession::Step TlsSession::handshake(Signing signing) {
    forget_errors();
    signing_ = signing;
    const int result = SSL_do_handshake(ssl_);
    // Two buffers of 16 kB: within a step of the handshake they serve for all its records, behind it for one record. A
    // peer that is waited for takes neither.
    if (result == 1) SSL_set_mode(ssl_, SSL_MODE_RELEASE_BUFFERS);
    SSL_free_buffers(ssl_);
    if (result == 1) {
        established_ = true;
        const detail::OwnedCertificate shown(SSL_get1_peer_certificate(ssl_));
        if (shown && SSL_get_verify_result(ssl_) == X509_V_OK)
            certificate_ = std::make_unique<PeerCertificate>(detail::facts_of(shown.get()));
        return Step::done;
    }
    if (SSL_want_x509_lookup(ssl_)) return Step::wants_thread;
    failed(result);
    if (errno != EAGAIN) return Step::failed;
    return SSL_want_write(ssl_) ? Step::wants_write : Step::wants_read;
}

// Sets errno, and why.
ssize_t TlsSession::failed(int result) {
    const int system = errno;
    const int kind = SSL_get_error(ssl_, result);
    if (kind == SSL_ERROR_WANT_READ || kind == SSL_ERROR_WANT_WRITE) {
        errno = EAGAIN;
        return -1;
    }
    broken_ = true;
    if (socket_.heard == Heard::clear_text) {
        failure_ = "the peer speaks no TLS";
    } else if (const long verified = SSL_get_verify_result(ssl_); !established_ && verified != X509_V_OK) {
        failure_ = X509_verify_cert_error_string(verified);
    } else if (ERR_peek_last_error() != 0) {
        failure_ = detail::openssl_reason();
    } else {
        failure_ = kind == SSL_ERROR_SYSCALL && system != 0 ? "the connection broke" : "the peer ended without a word";
    }
    ERR_clear_error();
    errno = ECONNRESET;
    return -1;
}

ssize_t TlsSession::receive(char* to, std::size_t room) {
    if (broken_) {
        errno = ECONNRESET;
        return -1;
    }
    forget_errors();
    errno = 0;
    read_wants_write_ = false;
    std::size_t count = 0;
    const int result = SSL_read_ex(ssl_, to, room, &count);
    drained_ = result != 1;
    if (result == 1) return static_cast<ssize_t>(count);
    if (SSL_get_error(ssl_, result) == SSL_ERROR_ZERO_RETURN) return 0;
    failed(result);
    read_wants_write_ = errno == EAGAIN && SSL_want_write(ssl_);
    return -1;
}

// A record at a time: what a blocked call has sealed goes out first, when it is repeated.
ssize_t TlsSession::send(std::string_view bytes, int flags) {
    if (bytes.empty()) return 0;
    if (broken_ || ended_) {
        errno = EPIPE;
        return -1;
    }
    forget_errors();
    errno = 0;
    socket_.flags = bytes.size() > largest_record ? MSG_MORE : flags;
    std::size_t count = 0;
    const int result = SSL_write_ex(ssl_, bytes.data(), std::min(bytes.size(), largest_record), &count);
    socket_.flags = 0;
    return result == 1 ? static_cast<ssize_t>(count) : failed(result);
}

void TlsSession::close_notify(int flags) {
    if (!established_ || broken_ || ended_) return;
    ended_ = true;
    socket_.flags = flags;
    SSL_shutdown(ssl_);
    socket_.flags = 0;
    ERR_clear_error();
}

// What was read ahead counts until it turned out to be no whole record.
bool TlsSession::holds_input() const {
    return read_wants_write_ || (!broken_ && !drained_ && SSL_has_pending(ssl_) == 1);
}

std::string_view TlsSession::protocol() const {
    const unsigned char* chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl_, &chosen, &size);
    return {reinterpret_cast<const char*>(chosen), size};
}

std::string_view TlsSession::server_name() const {
    const char* name = SSL_get_servername(ssl_, TLSEXT_NAMETYPE_host_name);
    return name ? name : std::string_view();
}

std::string_view TlsSession::version() const { return SSL_get_version(ssl_); }
bool TlsSession::resumed() const { return SSL_session_reused(ssl_) == 1; }

}  // namespace kaon::inline v0::runtime
