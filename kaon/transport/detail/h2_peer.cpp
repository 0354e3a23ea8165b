// An HTTP/2 connection's bytes: reading, sending, deadlines, its end.
#include "kaon/transport/detail/h2_peer.hpp"

#include <algorithm>
#include <cerrno>

#include "kaon/transport/detail/h2_connection.hpp"
#include "kaon/transport/detail/h2_exchange.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport::detail {

using http::h2::ErrorCode;

namespace {

constexpr std::size_t read_size = 16 * 1024;          // room for one receive
constexpr std::size_t sent_together = 40 * 1024;      // of frames, before the wire takes them
constexpr std::uint32_t largest_burst = 1024 * 1024;  // to one fast peer before the others have a turn
constexpr std::size_t answers_queued = 256;           // frames that wait behind a blocked wire before reading stops

}  // namespace

bool speaks_h2(const ServerOptions& options) { return options.http2 == Http2::on; }

std::unique_ptr<PeerConnection> make_h2_connection(ServerCore& server, Wire wire, const http::Peer& peer,
                                                   ByteBuffer read) {
    return std::make_unique<H2Peer>(server, std::move(wire), peer, std::move(read));
}

H2Peer::H2Peer(ServerCore& server, Wire wire, const http::Peer& peer, ByteBuffer read)
    : PeerConnection(peer), server_(server), wire_(std::move(wire)), session_(server.options().h2, opener_),
      early_(std::move(read)) {
    ready = [](runtime::Watch& watch, runtime::Readiness readiness) {
        auto& self = static_cast<H2Peer&>(watch);
        or_abort(self, [&] { self.on_ready(readiness); });
    };
    run = [](Job& job) {
        auto& self = static_cast<H2Peer&>(job);
        self.posted_ = false;
        if (self.phase_ == Phase::closed) return self.server_.retire(self);
        self.burst_ = 0;
        or_abort(self, [&] { self.work(); });
    };
}

H2Peer::~H2Peer() = default;

Result<> H2Peer::open() {
    if (Result<> watched = server_.reactor().watch(*this, wire_.fd(), runtime::Interest::read); !watched)
        return watched;
    opened_ = swept_ = server_.reactor().now();
    session_.receive(early_.view(), opened_);
    if (early_.capacity()) server_.give_back(early_);
    // What it asks meanwhile is answered with 503; then it may come back, and find a place.
    if (over_capacity()) leave();
    work();
    return {};
}

http::h2::Stream* H2Peer::open_stream() {
    // nghttp2 counts those that are open; a handler may outlive its stream.
    if (exchanges_.size() >= server_.options().h2.concurrent_streams) return nullptr;
    // Memory that lacks is noticed before there is anything to lose, and not when an exchange ends.
    if (exchanges_.size() == exchanges_.capacity()) exchanges_.reserve(exchanges_.size() * 2 + 1);
    ended_.reserve(exchanges_.capacity());
    H2Exchange* exchange = server_.take_h2_exchange();
    exchange->begin(*this);
    exchanges_.push_back(exchange);
    ++requests_;
    return exchange;
}

void H2Peer::ended(H2Exchange& exchange) { ended_.push_back(&exchange); }

void H2Peer::wake() {
    if (working_ || phase_ == Phase::closed || std::exchange(posted_, true)) return;
    server_.reactor().post(static_cast<Job&>(*this));
}

void H2Peer::on_ready(runtime::Readiness readiness) {
    if (phase_ == Phase::lingering) {
        if (!wire_.drop_input()) close();
        return;
    }
    if (readiness.closed) return lose();
    if (readiness.writable && blocked_) {
        blocked_ = false;
        wire_pace_.waited(server_.reactor().now() - blocked_since_);
    }
    burst_ = 0;
    const bool held = wire_.holds_input();
    if ((readiness.readable || held) && !reading_paused_ && !input_closed_) receive();
    if (phase_ != Phase::closed) work();
}

void H2Peer::receive() {
    ByteBuffer in = server_.take_buffer();
    in.prepare(read_size);
    const ssize_t n = wire_.receive(in.prepare(0), in.room());
    if (n > 0) {
        in.commit(static_cast<std::size_t>(n));
        session_.receive(in.view(), server_.reactor().now());
    }
    const int error = errno;
    server_.give_back(in);
    if (n == 0) input_ended();
    else if (n < 0 && error != EAGAIN && error != EINTR) lose();
}

// Whoever has only closed its side still reads the answers to what it asked. One that has gone looks the same, but
// replies to a PING with a reset, and that cancels what nobody waits for.
void H2Peer::input_ended() {
    input_closed_ = true;
    {
        const Telling telling(*this);
        for (std::size_t i = 0; i < exchanges_.size(); ++i) exchanges_[i]->input_ended();
    }
    if (!exchanges_.empty()) session_.probe();
}

// Everything that is to be done, until there is nothing more: exchanges learn what has happened and answer, frames go
// out, which lets exchanges go on.
void H2Peer::work() {
    if (working_ || phase_ == Phase::closed) return;
    {
        const Telling telling(*this);
        while (!lost_) {
            tell_exchanges();
            if (!leaving_ && spent()) leave();
            send();
            if (lost_ || !session_.has_news()) break;
        }
    }
    reap();
    settle();
}

void H2Peer::tell_exchanges() {
    while (http::h2::Stream* stream = session_.next()) static_cast<H2Exchange*>(stream)->happened();
}

void H2Peer::send() {
    while (!blocked_ && !lost_ && phase_ == Phase::open) {
        if (out_.size() < sent_together) {
            if (out_.capacity() == 0) out_ = server_.take_buffer();
            session_.write(out_, sent_together);
        }
        if (out_.empty()) break;
        if (burst_ >= largest_burst) {
            if (!std::exchange(posted_, true)) server_.reactor().post(static_cast<Job&>(*this));
            return;
        }
        const ssize_t n = wire_.send(out_.view());
        if (n > 0) {
            burst_ += static_cast<std::uint32_t>(n);
            wire_pace_.moved(static_cast<std::uint64_t>(n));
            out_.consume(static_cast<std::size_t>(n));
        } else if (n < 0 && errno == EAGAIN) {
            const ServerOptions& options = server_.options();
            blocked_ = true;
            blocked_since_ = server_.reactor().now();
            write_deadline_ =
                blocked_since_ +
                wire_pace_.patience(options.write_timeout, {options.write_grace, options.write_bytes_per_second});
        } else if (n == 0 || errno != EINTR) {
            return lose();
        }
    }
    if (!out_.empty()) return;
    wire_pace_ = {};  // everything is with the kernel
    if (out_.capacity()) server_.give_back(out_);
}

void H2Peer::reap() {
    for (H2Exchange* exchange : ended_) {
        std::erase(exchanges_, exchange);
        server_.give_back(exchange);
    }
    ended_.clear();
}

// What the connection waits for now, or how it ends.
void H2Peer::settle() {
    if (phase_ == Phase::closed) return;
    if (lost_) {
        if (exchanges_.empty()) close();
        return;
    }
    if (phase_ == Phase::open && out_.empty()) {
        if (input_closed_ && exchanges_.empty()) return close();
        if (session_.doomed()) return linger();
    }
    if (phase_ == Phase::open) watch_idleness(server_.reactor().now());
    set_interest();
}

void H2Peer::watch_idleness(Instant now) {
    const ServerOptions& options = server_.options();
    if (!exchanges_.empty()) idle_deadline_ = Instant::never();
    else if (idle_deadline_ == Instant::never()) idle_deadline_ = now + options.idle_timeout;
    if (!session_.receives_head() || input_closed_) head_deadline_ = Instant::never();
    else if (head_deadline_ == Instant::never()) head_deadline_ = now + options.head_timeout;
}

void H2Peer::check_deadline(Instant now) {
    if (phase_ == Phase::closed || lost_) return;
    if (phase_ == Phase::lingering) {
        if (now >= idle_deadline_) close();
        return;
    }
    if (blocked_ && now >= write_deadline_) return abort();
    if (now >= head_deadline_) session_.terminate(ErrorCode::enhance_your_calm, "a head took too long");
    else if (now >= idle_deadline_) session_.terminate(ErrorCode::no_error, {});
    else if (window_is_shut_for_too_long(now))
        session_.terminate(ErrorCode::enhance_your_calm, "the connection's window stays shut");
    if (now >= notice_until_) {
        notice_until_ = Instant::never();
        session_.go_away();
    }
    {
        const Telling telling(*this);
        for (std::size_t i = 0; i < exchanges_.size(); ++i) exchanges_[i]->check_deadline(now);
    }
    work();
}

// Or opens so seldom and so little that its content would take for ever.
bool H2Peer::window_is_shut_for_too_long(Instant now) {
    const Duration since = now - std::exchange(swept_, now);
    const bool shut = std::any_of(exchanges_.begin(), exchanges_.end(),
                                  [](const H2Exchange* exchange) { return exchange->waits_for_connection(); });
    if (!shut) {
        window_pace_ = {};
        window_bytes_ = 0;
        shut_since_ = Instant::never();
        return false;
    }
    const ServerOptions& options = server_.options();
    // A window that was opened and filled again since the last look was progress.
    if (shut_since_ == Instant::never() || window_pace_.bytes() != window_bytes_) shut_since_ = now;
    window_bytes_ = window_pace_.bytes();
    window_pace_.waited(since);
    return now >= shut_since_ + options.write_timeout ||
           window_pace_.left({options.write_grace, options.write_bytes_per_second}) <= Duration();
}

// It has had its time or its requests.
bool H2Peer::spent() const {
    const ServerOptions& options = server_.options();
    if (options.requests_per_connection && requests_ >= options.requests_per_connection) return true;
    return options.connection_age > Duration() && server_.reactor().now() - opened_ >= options.connection_age;
}

// https://www.rfc-editor.org/rfc/rfc9113#section-6.8: first a warning, since requests may be under way; they are still
// answered. What runs goes on to its end.
void H2Peer::leave() {
    if (std::exchange(leaving_, true)) return;
    session_.give_notice();
    notice_until_ = server_.reactor().now() + server_.options().drain_grace;
}

void H2Peer::drain() {
    if (phase_ != Phase::open || lost_ || std::exchange(draining_, true)) return;
    leave();
    {
        const Telling telling(*this);
        for (std::size_t i = 0; i < exchanges_.size(); ++i) exchanges_[i]->drain();
    }
    work();
}

std::string_view H2Peer::running() const {
    for (const H2Exchange* exchange : exchanges_) {
        if (!exchange->running().empty()) return exchange->running();
    }
    return {};
}

// The peer has gone: nothing can be sent any more.
void H2Peer::lose() { end_streams(H2Exchange::Handlers::finish); }

void H2Peer::abort() { end_streams(H2Exchange::Handlers::cancel); }

void H2Peer::end_streams(H2Exchange::Handlers handlers) {
    if (phase_ == Phase::closed) return;
    if (!std::exchange(lost_, true)) {
        server_.reactor().unwatch(*this);
        out_.clear();
    }
    {
        const Telling telling(*this);
        for (std::size_t i = 0; i < exchanges_.size(); ++i) exchanges_[i]->lose_connection(handlers);
        if (!telling.outermost()) return;
    }
    reap();
    settle();
}

// GOAWAY is out: the peer reads it, and goes.
void H2Peer::linger() {
    if (!session_.reason().empty()) server_.tell("connection ended", session_.reason());
    phase_ = Phase::lingering;
    {
        const Telling telling(*this);
        for (H2Exchange* exchange : exchanges_) exchange->lose_connection(H2Exchange::Handlers::finish);
    }
    reap();
    wire_.end_output();
    idle_deadline_ = server_.reactor().now() + server_.options().linger_timeout;
    reading_paused_ = blocked_ = false;
    set_interest();
}

void H2Peer::set_interest() {
    reading_paused_ = phase_ == Phase::open && blocked_ && session_.queued() > answers_queued;
    const bool read = !reading_paused_ && !input_closed_;
    const bool write = blocked_ || (read && wire_.holds_input());
    using runtime::Interest;
    server_.reactor().change(*this, write ? (read ? Interest::read_write : Interest::write)
                                          : (read ? Interest::read : Interest::none));
}

// With handlers that still run it is only lost: the last of them closes it.
void H2Peer::close() {
    if (phase_ == Phase::closed) return;
    if (!lost_) server_.reactor().unwatch(*this);
    lost_ = true;
    wire_.close(exchanges_.empty() ? Wire::Ending::polite : Wire::Ending::cut);
    if (out_.capacity()) server_.give_back(out_);
    if (!exchanges_.empty()) return;
    phase_ = Phase::closed;
    if (!posted_) server_.retire(*this);  // else the Job does it
}

}  // namespace kaon::inline v0::transport::detail
