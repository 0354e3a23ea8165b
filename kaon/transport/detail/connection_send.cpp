// A connection's output: the response's head, its content of each kind, flushing, closing.
#include <algorithm>
#include <cerrno>
#include <new>

#include "kaon/base/put_text.hpp"
#include "kaon/transport/detail/connection_tunnel.hpp"
#include "kaon/transport/detail/event_stream.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/operations.hpp"
#include "kaon/transport/detail/plain_response.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

constexpr std::size_t copied_content = 12 * 1024;  // larger content is sent from where it lies

}  // namespace

// The handler maps its own errors; what still arrives here is a bug or a cancelled request. A content that is in memory
// is sent from the handler's frame, if it has one; what goes on for longer lets the frame go first.
http::Response& Connection::take_response() {
    Exchange& exchange = *exchange_;
    if (exchange.handled.error) {
        transport_log.error("the handler failed", {{"error", exchange.handled.error->describe_all()}});
        return exchange.response = plain_response(http::Status::internal_server_error);
    }
    http::Response& response = exchange.task ? exchange.task->value() : exchange.response;
    if (const std::string_view why = unsendable(response); !why.empty()) [[unlikely]] {
        transport_log.error(why, {{"path", exchange.request.path}});
        return exchange.response = plain_response(http::Status::internal_server_error);
    }
    if (!exchange.task || (response.body.bytes() && !response.upgrade)) [[likely]]
        return response;
    exchange.response = std::move(response);
    exchange.task.reset();
    return exchange.response;
}

// The handler's Task has ended after others had a turn.
void Connection::respond_later() {
    respond();
    if (phase_ == Phase::closed) return;
    if (exchange_) flush();
    else process();
}

// Inside of process(), which goes on and flushes once for the whole batch.
void Connection::respond() {
    Exchange& exchange = *exchange_;
    if (aborted_) return close();
    http::Response& response = take_response();
    const bool switching = response.upgrade && prepare_upgrade();
    // A streamed response may still be reading the request: then this is decided at its end.
    if (exchange.streams_body && !response.body.as_stream() && !drain_body()) exchange.keep_alive = false;
    if (server_.draining() || (input_closed_ && is_last()) || spent()) exchange.keep_alive = false;
    if (!exchange.keep_alive && !switching) close_after_flush_ = true;
    if (out_.capacity() == 0) out_ = server_.take_buffer();
    phase_ = Phase::sending;  // a head that finds no memory for its rest is no place for another response
    const http::h1::ContentFraming framing = http::h1::write_head(out_, response,
                                                                  {.date = server_.date(),
                                                                   .version = exchange.request.version,
                                                                   .method = exchange.request.method,
                                                                   .keep_alive = exchange.keep_alive});
    if (framing == http::h1::ContentFraming::until_close) close_after_flush_ = end_is_framing_ = true;
    if (switching) run_upgrade();
    else send_content(response, framing);
}

// Has nothing come behind this request?
bool Connection::is_last() const {
    return exchange_->streams_body ? exchange_->body_in.empty() : in_.size() == exchange_->input_used;
}

void ExchangeInterim::send(http::Status status, const http::Headers& headers) {
    connection->send_interim(status, headers);
}

// https://www.rfc-editor.org/rfc/rfc9110#section-15.2. A peer that is slow gets none: they are only hints.
void Connection::send_interim(http::Status status, const http::Headers& headers) {
    if (phase_ != Phase::handling || aborted_ || blocked_) return;
    if (out_.capacity() == 0) out_ = server_.take_buffer();
    http::Response interim{.status = status};
    interim.headers = headers.copy();
    const std::size_t before = out_.size();
    try {
        http::h1::write_head(out_, interim, {});
    } catch (const std::bad_alloc&) {
        return out_.truncate(before);
    }
    send_output();  // when it fails, the response's own sending fails again
}

void Connection::send_content(http::Response& response, http::h1::ContentFraming framing) {
    Exchange& exchange = *exchange_;
    const http::Body& body = response.body;
    if (framing == http::h1::ContentFraming::none) return end_exchange();
    if (const auto bytes = body.bytes()) {
        if (bytes->size() <= copied_content) {
            put_text(out_.prepare(bytes->size()), *bytes);
            out_.commit(bytes->size());
            return end_exchange();
        }
        exchange.bytes_left = *bytes;
    } else if (const http::Body::File* file = body.as_file()) {
        exchange.file_offset = file->offset;
        exchange.file_left = file->size;
        exchange.file_known = file->offset;
        if (file->cached == http::Body::Cached::lately) exchange.file_known += file->size;
        if (file->size == 0) return end_exchange();
    } else {
        exchange.last_piece = server_.reactor().now();
        if (start_pump(pump(framing), &Connection::pumped_later)) pumped();
        return;
    }
    deadline_ = server_.reactor().now() + server_.options().write_timeout;
}

bool Connection::start_pump(Task<void> work, void (Connection::*later)()) {
    Exchange& exchange = *exchange_;
    bool ended = false;
    exchange.pumped.connection = this;
    exchange.pumped.finished = false;
    exchange.pumped.ended_at_once = &ended;
    exchange.pumped.later = later;
    exchange.pumped.done = [](TaskWaiter& waiter) {
        auto& pumped = static_cast<Exchange::Waiter&>(waiter);
        pumped.finished = true;
        if (pumped.ended_at_once) *pumped.ended_at_once = true;
        else (pumped.connection->*pumped.later)();
    };
    exchange.pump.emplace(std::move(work));
    exchange.pump->start(exchange.pumped, exchange.context);
    exchange.pumped.ended_at_once = nullptr;
    return ended;
}

Task<void> Connection::pump(http::h1::ContentFraming framing) {
    const bool chunked = framing == http::h1::ContentFraming::chunked;
    http::Body& body = exchange_->response.body;
    while (const auto piece = co_await body.read()) {
        exchange_->last_piece = server_.reactor().now();
        if (chunked) http::h1::write_chunk(out_, *piece);
        else out_.append(*piece);
        co_await Room(*this);
        if (!blocked_) expect_work();
    }
    if (chunked) http::h1::write_last_chunk(out_, exchange_->takes_trailers ? body.trailers() : nullptr);
}

// A browser whose event stream ends comes back, to the process that serves by then; one that waits for events would
// hold the drain to its deadline. Those that still say something go on.
void Connection::end_silent_events(Instant now) {
    Exchange* const exchange = exchange_;
    if (!exchange || !exchange->pump || exchange->ends_here || blocked_) return;
    if (now - exchange->last_piece < server_.options().drain_grace || !may_end_anywhere(exchange->response)) return;
    exchange->ends_here = true;
    close_after_flush_ = true;
    exchange->cancel->cancel();
}

void Connection::pumped_later() {
    try {
        pumped();
    } catch (const std::bad_alloc&) {
        out_of_memory();
    }
}

void Connection::pumped() {
    Exchange& exchange = *exchange_;
    if (exchange.pumped.error && exchange.ends_here && !aborted_) {
        if (exchange.request.version != http::Version::http_1_0) http::h1::write_last_chunk(out_, nullptr);
    } else if (exchange.pumped.error && !aborted_) {
        // The peer must see that the content is cut: no last chunk, the connection ends.
        if (!exchange.pumped.error->is(Errc::cancelled)) {
            transport_log.error("the content of a response failed", {{"error", exchange.pumped.error->describe_all()}});
        }
        aborted_ = true;
    }
    if (aborted_) return close();
    end_exchange();
    process();
}

void Connection::end_exchange() {
    const bool streamed = exchange_->streams_body;
    if (streamed) [[unlikely]]
        end_streamed_content();
    else in_.consume(exchange_->input_used);
    Exchange* const exchange = std::exchange(exchange_, nullptr);
    if (streamed || in_.empty()) {
        server_.give_back(exchange);
    } else {
        exchange->reset();
        begun_ = exchange;  // the next request has come already
    }
    reading_paused_ = false;
    phase_ = Phase::idle;
    // The last of what was answered may still wait for the peer.
    deadline_ = blocked_ ? blocked_since_ + send_patience() : server_.reactor().now() + server_.options().idle_timeout;
}

[[gnu::noinline]] void Connection::end_streamed_content() {
    if (!drain_body()) {
        close_after_flush_ = true;
        peer_is_done_ = false;  // its content is still coming
    }
    in_.consume(exchange_->input_used);
    if (exchange_->body_in.empty()) return;
    // What follows the content is the next request.
    in_.clear();
    std::swap(in_, exchange_->body_in);
}

void Connection::flush() {
    if (phase_ == Phase::closed) return;
    if (!send_output()) return lose();
    if (blocked_) return;
    if (room_ && out_.size() <= Room::kept) {
        std::exchange(room_, nullptr)->freed();
        return set_interest();  // who writes may be silent now: writability alone must not turn the loop
    }
    if (exchange_ && phase_ == Phase::sending && !exchange_->pump) {
        if (!(exchange_->file_left ? send_file() : send_bytes())) return lose();
        if (blocked_ || exchange_->pump) return;
        end_exchange();
        return process();
    }
    output_sent();
}

bool Connection::send_piece(std::string_view bytes, Wire::More more, std::size_t& sent) {
    while (sent < bytes.size()) {
        const std::size_t count = std::min<std::size_t>(bytes.size() - sent, largest_burst - burst_);
        const ssize_t n = count ? wire_.send(bytes.substr(sent, count), more) : 0;
        if (n > 0) {
            sent += static_cast<std::size_t>(n);
            burst_ += static_cast<std::uint32_t>(n);
            send_pace_.moved(static_cast<std::uint64_t>(n));
        } else if (n == 0 || errno == EAGAIN) {
            wait_for_peer();
            return true;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

// Until the kernel has room again, or, after a long burst, until the next turn.
void Connection::wait_for_peer() {
    blocked_ = true;
    blocked_since_ = server_.reactor().now();
    deadline_ = blocked_since_ + send_patience();
    set_interest();
}

// How long a peer may take nothing now: one that takes a byte now and then must not hold a connection for hours.
Duration Connection::send_patience() const {
    const ServerOptions& options = server_.options();
    return send_pace_.patience(options.write_timeout, {options.write_grace, options.write_bytes_per_second});
}

// It has had its time or its requests: closed after what runs.
bool Connection::spent() const {
    const ServerOptions& options = server_.options();
    if (options.requests_per_connection && requests_ >= options.requests_per_connection) return true;
    return options.connection_age > Duration() && server_.reactor().now() - opened_ >= options.connection_age;
}

// False: the peer has gone.
bool Connection::send_output() {
    if (out_.empty() || blocked_) return true;
    if (exchange_ && phase_ == Phase::sending && !exchange_->bytes_left.empty() && !wire_.is_sealed()) {
        if (!send_together()) return false;
        if (out_.empty()) return true;
    }
    std::size_t sent = 0;
    // What ends the connection goes into one packet with the end.
    const bool more_follows = exchange_
                                  ? phase_ == Phase::sending && (exchange_->file_left || !exchange_->bytes_left.empty())
                                  : close_after_flush_ && phase_ != Phase::tunnel;
    const bool alive = send_piece(out_.view(), more_follows ? Wire::More::follows : Wire::More::no, sent);
    out_.consume(sent);
    return alive;
}

// Head and content; what does not fit is left for one after the other.
bool Connection::send_together() {
    std::string_view& content = exchange_->bytes_left;
    const std::size_t taken = burst_ + out_.size();
    if (taken >= largest_burst) return true;
    const ssize_t n = wire_.send(out_.view(), content.substr(0, largest_burst - taken));
    if (n < 0) return errno == EAGAIN || errno == EINTR;
    const auto sent = static_cast<std::size_t>(n);
    const std::size_t of_head = std::min(sent, out_.size());
    out_.consume(of_head);
    content.remove_prefix(sent - of_head);
    burst_ += static_cast<std::uint32_t>(sent);
    send_pace_.moved(sent);
    return true;
}

bool Connection::send_bytes() {
    std::size_t sent = 0;
    const bool alive = send_piece(exchange_->bytes_left, Wire::More::no, sent);
    exchange_->bytes_left.remove_prefix(sent);
    return alive;
}

// Everything is with the kernel.
void Connection::output_sent() {
    if (exchange_) {
        if (exchange_->pump && !reader_) expect_work();
        return set_interest();
    }
    if (out_.capacity()) server_.give_back(out_);
    send_pace_ = {};
    if (phase_ == Phase::tunnel) {
        deadline_ = Instant::never();
        if (std::exchange(ends_output_, false)) wire_.end_output();
        return set_interest();
    }
    reading_paused_ = false;
    if (in_.empty() && in_.capacity()) server_.give_back(in_);
    // Nothing can cross with our end where the peer has promised to send no more (RFC 9112, section 9.6), but for the
    // end that TLS announces.
    const bool nothing_comes = peer_is_done_ && in_.empty() && !wire_.is_sealed();
    if (close_after_flush_) {
        if (!nothing_comes) return linger();
        wire_.end_output();  // ahead of a reset, should something have come all the same
        return close();
    }
    // Requests that waited because too much was unsent.
    if (!in_.empty() && phase_ == Phase::idle) return process();
    if (input_closed_) return close();
    if (server_.draining() && phase_ == Phase::idle) return drain_idle();
    set_interest();
}

// A request may cross with our end: it has a moment to arrive, and is answered.
void Connection::drain_idle() {
    const Duration grace = server_.options().drain_grace;
    if (asked_ && grace <= Duration()) return linger();
    deadline_ = server_.reactor().now() + grace;
    set_interest();
}

void Connection::linger() {
    if (input_closed_) return close();
    wire_.end_output();
    phase_ = Phase::lingering;
    deadline_ = server_.reactor().now() + server_.options().linger_timeout;
    reading_paused_ = false;
    set_interest();
}

runtime::Interest Connection::interest() const {
    using runtime::Interest;
    const bool read = !reading_paused_ && !input_closed_;
    const bool write = blocked_ || (read && wire_.holds_input());
    if (write) return read ? Interest::read_write : Interest::write;
    return read ? Interest::read : Interest::none;
}

void Connection::set_interest() {
    const bool watched = fd >= 0;
    if (watched && phase_ != Phase::closed && !aborted_) server_.reactor().change(*this, interest());
}

void Connection::close() {
    if (phase_ == Phase::closed) return;
    const bool cut = aborted_ || exchange_ || !out_.empty();
    if (cut && end_is_framing_) wire_.reset_when_closed();  // only a reset tells that the content is not whole
    for (Exchange* exchange : {std::exchange(exchange_, nullptr), std::exchange(begun_, nullptr)}) {
        if (exchange) server_.give_back(exchange);
    }
    phase_ = Phase::closed;
    server_.reactor().unwatch(*this);
    wire_.close(cut ? Wire::Ending::cut : Wire::Ending::polite);
    if (in_.capacity()) server_.give_back(in_);
    if (out_.capacity()) server_.give_back(out_);
    server_.retire(*this);
}

}  // namespace kaon::inline v0::transport::detail
