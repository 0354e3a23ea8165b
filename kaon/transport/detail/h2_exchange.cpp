// A request of an HTTP/2 stream: its start, its content, its end before time.
#include "kaon/transport/detail/h2_exchange.hpp"

#include <charconv>

#include "kaon/transport/detail/h2_operations.hpp"
#include "kaon/transport/detail/plain_response.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

Error gone() { return Error(Errc::cancelled).with_detail("the peer took its request back, or has gone"); }
Error cut() { return Error(Errc::cancelled).with_detail("the peer closed in the middle of a request"); }

}  // namespace

void H2Exchange::begin(H2Peer& peer) {
    peer_ = &peer;
    phase_ = Phase::head;
}

void H2Exchange::reset() {
    task_.reset();
    pump_.reset();
    clear_stream();
    response_.status = http::Status::ok;
    response_.headers.clear();
    response_.body.clear();
    response_.upgrade.reset();
    sending_ = nullptr;
    handled_.error.reset();
    pumped_.error.reset();
    cancel_.reset();
    draining_.reset();
    piece_.clear();
    piece_.release();
    body_pace_ = send_pace_ = {};
    reading_until_ = Instant::never();
    left_ = {};
    file_left_ = 0;
    continue_due_ = input_over_ = more_follows_ = ends_here_ = ended_ = closed_for_us_ = reported_ = false;
}

// The order is that of a stream's life. One that was taken back together with its head never starts: that makes rapid
// resets (CVE-2023-44487) cheap before they are too many.
void H2Exchange::happened() {
    const http::h2::News news = take_news();
    if (news.head && !closed()) start();
    if (news.content) wake_reader({});
    if (news.drained) took();
    if (news.sent) sent();
    if (news.closed) {
        closed_for_us_ = true;
        if (close_code() != http::h2::ErrorCode::no_error || running_ || pumping_) lose(Handlers::finish);
    }
    report_if_over();
}

void H2Exchange::report_if_over() {
    if (over() && !std::exchange(reported_, true)) peer_->ended(*this);
}

void H2Exchange::start() {
    ServerCore& server = peer_->server();
    request.peer = peer_->peer();
    request.scheme = peer_->wire().scheme();
    request.certificate = peer_->wire().certificate();
    request.interim = this;
    continue_due_ = head().expects_continue();
    progress_ = swept_ = server.reactor().now();
    if (peer_->over_capacity()) return refuse(http::Status::service_unavailable, "the server is full");
    if (head().refusal() != http::Status::ok) return refuse(head().refusal(), head().reason());
    if (!frame_body()) return refuse(http::Status::content_too_large, "the content is above the server's limit");

    cancel_.emplace();
    draining_.emplace();
    if (peer_->draining()) draining_->cancel();
    context_ = {.core = &server.reactor(), .cancel = &*cancel_};
    bool ended = false;
    handled_.exchange = this;
    handled_.ended_at_once = &ended;
    handled_.done = [](TaskWaiter& waiter) {
        auto& handled = static_cast<Waiter&>(waiter);
        if (handled.ended_at_once) *handled.ended_at_once = true;
        else or_abort(*handled.exchange->peer_, [&] { handled.exchange->handled(); });
    };
    phase_ = Phase::handling;
    Handler::Started task = server.handler().start(request, context_, response_);
    if (!task) {
        handled_.ended_at_once = nullptr;
        return handled();
    }
    task_.emplace(*std::move(task));
    running_ = true;
    task_->start(handled_, context_);
    handled_.ended_at_once = nullptr;
    if (ended) handled();
}

void H2Exchange::refuse(http::Status status, std::string_view reason) {
    peer_->server().tell("request refused", reason);
    response_ = plain_response(status);
    if (status == http::Status::service_unavailable) response_.headers.set("retry-after", retry_seconds);
    respond(response_);
}

// False: too large.
bool H2Exchange::frame_body() {
    if (request.method == http::Method::connect) return true;  // DATA is the tunnel's
    const std::uint64_t most = peer_->server().options().body_bytes;
    if (content_complete()) {
        if (content().size() > most) return false;
        if (!content().empty()) request.body = http::Body::borrowed(content());
        return true;
    }
    std::optional<std::uint64_t> size;
    if (const auto announced = request.headers.get("content-length")) {
        std::uint64_t number = 0;  // digits: nghttp2 has read it too
        std::from_chars(announced->data(), announced->data() + announced->size(), number);
        if (number > most) return false;
        size = number;
    }
    request.body = http::Body::stream(*this, size);
    return true;
}

Task<std::optional<std::string_view>> H2Exchange::read() {
    if (!piece_.empty()) {
        peer_->session().consume(*this, piece_.size());
        piece_.clear();
        peer_->wake();  // the window goes out
    }
    while (content().empty()) {
        if (content_complete()) co_return std::nullopt;
        if (closed()) co_return gone();
        if (input_over_) co_return cut();
        if (std::exchange(continue_due_, false)) {
            peer_->session().interim(*this, http::Status::continue_, {});
            peer_->wake();
        }
        co_await Arrival(*this, patience());
    }
    take_content(piece_);
    body_pace_.moved(piece_.size());
    if (body_pace_.bytes() > peer_->server().options().body_bytes) co_return Error(Errc::too_large);
    co_return piece_.view();
}

// As over HTTP/1.1: a peer that sends a byte now and then must not hold a handler for hours.
Duration H2Exchange::patience() const {
    const ServerOptions& options = peer_->server().options();
    return body_pace_.patience(options.body_timeout, {options.body_grace, options.body_bytes_per_second});
}

void H2Exchange::input_ended() {
    if (content_complete() || std::exchange(input_over_, true)) return;
    if (phase_ == Phase::head) return peer_->session().reset(*this, http::h2::ErrorCode::cancel);
    wake_reader(cut());
}

void H2Exchange::wake_reader(Result<> outcome) {
    if (reader_) std::exchange(reader_, nullptr)->arrived(std::move(outcome));
}

void H2Exchange::send(http::Status status, const http::Headers& headers) {
    if (phase_ != Phase::handling || closed()) return;
    peer_->session().interim(*this, status, headers);
    peer_->wake();
}

void H2Exchange::check_deadline(Instant now) {
    if (now >= reading_until_) {
        reading_until_ = Instant::never();
        return wake_reader(Error(Errc::timeout).with_detail("the content took too long"));
    }
    const Duration since = now - std::exchange(swept_, now);
    if (peer_->draining()) end_silent_events(now);
    if (!sends_content()) return;
    // Where the peer has given room, it is ours to send, and others may go first; where the connection's window is
    // shut, it is the connection that waits.
    if (peer_->session().window(*this) > 0 || peer_->session().window() <= 0) {
        progress_ = now;
        return;
    }
    const ServerOptions& options = peer_->server().options();
    send_pace_.waited(since);
    const Duration left = send_pace_.left({options.write_grace, options.write_bytes_per_second});
    if (now >= progress_ + options.write_timeout || left <= Duration()) {
        peer_->server().tell("a stream was reset", "its reader is too slow");
        peer_->session().reset(*this, http::h2::ErrorCode::cancel);
    }
}

bool H2Exchange::sends_content() const {
    return phase_ >= Phase::sending && !closed() && (!left_.empty() || file_left_ > 0);
}

bool H2Exchange::waits_for_connection() const {
    return sends_content() && peer_->session().window(*this) > 0 && peer_->session().window() <= 0;
}

void H2Exchange::lose_connection(Handlers handlers) {
    closed_for_us_ = true;
    lose(handlers);
    report_if_over();
}

// Whoever only asked need not be answered any more; what changes something is carried through.
void H2Exchange::lose(Handlers handlers) {
    abandon();
    if (cancel_ && running_ && (handlers == Handlers::cancel || is_safe(request.method))) cancel_->cancel();
    if (cancel_ && pumping_) cancel_->cancel();
    wake_reader(gone());  // those that cancellation does not reach
    if (taken_) {
        left_ = {};
        std::exchange(taken_, nullptr)->freed(gone());
    }
}

}  // namespace kaon::inline v0::transport::detail
