// Shaking hands, on the core or on the pool, and who comes next.
#include "kaon/transport/detail/tls_handshake.hpp"

#include <array>
#include <cerrno>

#include <sys/socket.h>

#include "kaon/transport/detail/connection.hpp"
#include "kaon/transport/detail/h2_connection.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

constexpr std::array<std::string_view, 2> both_versions = {"h2", "http/1.1"};

std::span<const std::string_view> spoken(const ServerOptions& options) {
    const std::span<const std::string_view> all = both_versions;
    return speaks_h2(options) ? all : all.subspan(1);
}

}  // namespace

TlsHandshake::TlsHandshake(ServerCore& server, Fd fd, const http::Peer& peer)
    : PeerConnection(peer), server_(server), fd_(std::move(fd)) {
    ready = [](Watch& watch, runtime::Readiness) {
        auto& self = static_cast<TlsHandshake&>(watch);
        or_abort(self, [&] { self.on_ready(); });
    };
    work = [](BlockingJob& job) {
        auto& self = static_cast<TlsHandshake&>(job);
        self.step_ = self.session_->handshake();
    };
    run = [](Job& job) {
        auto& self = static_cast<TlsHandshake&>(job);
        self.phase_ = Phase::shaking_hands;
        or_abort(self, [&] { self.aborted_ ? self.close() : self.concluded(self.step_); });
    };
}

Result<> TlsHandshake::open() {
    session_ = server_.options().tls->accept(fd_.number(), spoken(server_.options()));
    if (!session_) return Error(Errc::unavailable).with_detail("no TLS session could be made");
    deadline_ = server_.reactor().now() + server_.options().handshake_timeout;
    return server_.reactor().watch(*this, fd_.number(), runtime::Interest::read);
}

void TlsHandshake::on_ready() {
    if (phase_ == Phase::lingering) return discard_input();
    if (server_.may_shake_hands()) go_on();
}

void TlsHandshake::answer_in_the_clear() {
    static constexpr std::string_view answer =
        "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 48\r\n"
        "connection: close\r\n\r\nThis port speaks HTTPS: use https:// to reach it";
    static_assert(answer.size() - answer.find("\r\n\r\n") - 4 == 48);
    server_.tell("TLS handshake failed", "plain HTTP on a TLS port");
    // A fresh socket has room for it.
    [[maybe_unused]] const ssize_t sent = ::send(fd_.number(), answer.data(), answer.size(), MSG_NOSIGNAL);
    linger();
}

// Closing with unread input would reset the connection before the answer, or the alert, was read (RFC 9112, 9.6).
void TlsHandshake::linger() {
    ::shutdown(fd_.number(), SHUT_WR);
    phase_ = Phase::lingering;
    deadline_ = server_.reactor().now() + server_.options().linger_timeout;
    if (fd < 0 && !server_.reactor().watch(*this, fd_.number(), runtime::Interest::read)) return close();
    server_.reactor().change(*this, runtime::Interest::read);
    discard_input();
}

void TlsHandshake::discard_input() {
    char scrap[4096];
    for (int i = 0; i < 16; ++i) {
        const ssize_t n = ::recv(fd_.number(), scrap, sizeof scrap, 0);
        if (n > 0) continue;
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
        return close();
    }
}

void TlsHandshake::go_on() {
    const Step step = session_->handshake(runtime::TlsSession::Signing::quick);
    if (step != Step::wants_thread) return concluded(step);
    server_.reactor().unwatch(*this);
    phase_ = Phase::in_pool;
    if (server_.reactor().run_blocking(*this)) return;
    // The pool has more to do than it can take: then slowly.
    phase_ = Phase::shaking_hands;
    concluded(session_->handshake());
}

void TlsHandshake::concluded(Step step) {
    if (step == Step::done) return hand_over();
    if (step == Step::failed) return failed();
    const auto interest = step == Step::wants_write ? runtime::Interest::write : runtime::Interest::read;
    if (fd >= 0) return server_.reactor().change(*this, interest);
    if (!server_.reactor().watch(*this, fd_.number(), interest)) close();
}

void TlsHandshake::hand_over() {
    const bool h2 = session_->protocol() == "h2";
    Wire wire(std::move(fd_), std::move(session_));
    std::unique_ptr<PeerConnection> next;
    if (h2) next = make_h2_connection(server_, std::move(wire), peer_, {});
    else next = std::make_unique<Connection>(server_, std::move(wire), peer_);
    server_.reactor().unwatch(*this);
    phase_ = Phase::closed;
    server_.replace(*this, std::move(next));
}

void TlsHandshake::failed() {
    using Heard = runtime::TlsSession::Heard;
    switch (session_->heard()) {
        case Heard::nothing: return close();  // it only looked whether somebody listens
        case Heard::clear_text: return answer_in_the_clear();
        case Heard::records: return fail(session_->failure());
    }
}

void TlsHandshake::fail(std::string_view cause) {
    server_.tell("TLS handshake failed", cause);
    linger();
}

// What it has said may still wait for its turn. On the pool somebody else looks at the session.
bool TlsHandshake::is_silent() const {
    if (phase_ != Phase::shaking_hands || session_->heard() != runtime::TlsSession::Heard::nothing) return false;
    char first;
    return ::recv(fd_.number(), &first, 1, MSG_PEEK) <= 0;
}

// One that has begun brings a request, as a rule; one that is silent has a moment to begin.
void TlsHandshake::drain() { silent_until_ = server_.reactor().now() + server_.options().drain_grace; }

void TlsHandshake::check_deadline(Instant now) {
    if (now >= silent_until_) {
        silent_until_ = Instant::never();
        if (is_silent()) return close();
    }
    if (now < deadline_ || phase_ == Phase::closed || phase_ == Phase::in_pool) return;
    if (phase_ == Phase::lingering) return close();
    fail("the handshake took too long");
}

void TlsHandshake::abort() {
    if (phase_ == Phase::in_pool) aborted_ = true;
    else close();
}

void TlsHandshake::close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    server_.reactor().unwatch(*this);
    fd_.reset();
    server_.retire(*this);
}

}  // namespace kaon::inline v0::transport::detail
