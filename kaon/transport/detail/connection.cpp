// A connection's input: reading, parsing, starting handlers.
#include "kaon/transport/detail/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <new>

#include "kaon/transport/detail/connection_tunnel.hpp"
#include "kaon/transport/detail/h2_connection.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/operations.hpp"
#include "kaon/transport/detail/plain_response.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

constexpr std::size_t read_size = 8 * 1024;        // room for one recv
constexpr std::size_t short_head = 2 * 1024;       // of one that waits for its rest
constexpr std::size_t content_read_size = 64 * 1024;  // the same where that much is known to come
constexpr std::size_t body_buffered = 256 * 1024;  // of content that nobody has asked for yet
constexpr std::size_t answers_batched = 64 * 1024; // of output before pipelined requests wait

}  // namespace

// What few requests have is forgotten only where it was used.
void Exchange::reset() {
    if (task || pump) [[unlikely]] {
        task.reset();
        pump.reset();
        handled.error.reset();
        pumped.error.reset();
    }
    request.headers.clear();
    request.body.clear();
    response.status = http::Status::ok;
    response.headers.clear();
    response.body.clear();
    response.upgrade.reset();
    if (cancel && !cancel->untouched()) [[unlikely]]
        cancel.reset();
    if (streams_body) [[unlikely]] {
        streams_body = has_length = fills = more_waits = false;
        request.trailers.clear();
        body_in.clear();
        piece_size = 0;
        body_pace = {};
    }
    bytes_left = {};
    file_left = 0;
    ends_here = false;
}

Connection::Connection(ServerCore& server, Wire wire, const http::Peer& peer)
    : PeerConnection(peer), server_(server), wire_(std::move(wire)), parser_(server.options().head) {
    ready = [](runtime::Watch& watch, runtime::Readiness readiness) {
        auto& self = static_cast<Connection&>(watch);
        self.with_memory([&] { self.on_ready(readiness); });
    };
}

Connection::~Connection() = default;

Result<> Connection::open() {
    opened_ = server_.reactor().now();
    deadline_ = opened_ + (over_capacity() ? server_.options().linger_timeout : server_.options().idle_timeout);
    if (wire_.is_sealed() || server_.reads_at_once()) try_at_once();
    if (phase_ == Phase::closed || aborted_) return {};
    Result<> watched = server_.reactor().watch(*this, wire_.fd(), interest());
    if (watched || (!exchange_ && phase_ != Phase::tunnel)) return watched;
    abort();  // what runs ends first
    return {};
}

// A request that came with the connection needs no report of the loop, and one that was the last needs no watch.
void Connection::try_at_once() {
    with_memory([this] { receive(); });
    server_.read_at_once(asked_ || phase_ != Phase::idle);
}

// Memory that cannot be had ends what this connection does, and nothing else.
template <class F>
void Connection::with_memory(F step) {
    try {
        step();
    } catch (const std::bad_alloc&) {
        out_of_memory();
    }
}

// The step that was left half done may have left half a response: only before one is begun there is an answer.
void Connection::out_of_memory() {
    transport_log.error("no memory for a request");
    processing_ = false;
    if (phase_ == Phase::closed) return;
    if (phase_ == Phase::handling && exchange_ && !exchange_->task) {
        server_.give_back(std::exchange(exchange_, nullptr));
        try {
            refuse(http::Status::service_unavailable, "no memory");
            return flush();
        } catch (const std::bad_alloc&) {
            return close();
        }
    }
    const bool runs = exchange_ && ((exchange_->task && !exchange_->handled.finished) ||
                                    (exchange_->pump && !exchange_->pumped.finished));
    if (runs || phase_ == Phase::tunnel) return abort();
    close();
}

void Connection::on_ready(runtime::Readiness readiness) {
    if (readiness.closed && phase_ != Phase::idle && phase_ != Phase::head) {
        // What a tunnel's peer sent before it went is still read by who waits for it.
        if (phase_ == Phase::tunnel && tunnel_->reading()) return tunnel_->receive();
        return lose();
    }
    if (readiness.writable && blocked_) {
        blocked_ = false;
        send_pace_.waited(server_.reactor().now() - blocked_since_);
        burst_ = 0;
        flush();
    }
    const bool held = wire_.holds_input();
    if ((readiness.readable || held) && phase_ != Phase::closed) receive();
    if (held) set_interest();
}

void Connection::receive() {
    if (phase_ == Phase::lingering) {
        if (!wire_.drop_input()) close();
        return;
    }
    if (phase_ == Phase::tunnel) return tunnel_->receive();
    if (exchange_ && exchange_->streams_body) {
        if (exchange_->fills) return reader_ ? wake_reader({}) : pause_reading();
        const ByteBuffer& body = exchange_->body_in;
        const bool full = exchange_->piece_size ? body.room() == 0 : body.size() >= body_buffered;
        if (full) return pause_reading();
        const Behind behind = receive_into(exchange_->body_in);
        if (reader_ && !exchange_->body_in.empty()) wake_reader({});
        return heed(behind);
    }
    if (exchange_) {
        // The head must not move while it is handled: what follows may fill the buffer's rest and no more.
        if (in_.room() == 0) return pause_reading();
        return heed(receive_into(in_));
    }
    // A peer that does not take its answers may not fill the memory with more requests.
    if (blocked_) return pause_reading();
    Behind behind = Behind::nothing;
    if (phase_ == Phase::head && in_.capacity() < read_size) {
        behind = receive_more_of_head();
    } else {
        if (in_.capacity() == 0) in_ = server_.take_buffer();
        behind = receive_into(in_);
    }
    process();
    if (phase_ == Phase::head) shrink_head();
    heed(behind);
}

Connection::Behind Connection::behind_of(ssize_t received) {
    if (received == 0) return Behind::end;
    return errno == EAGAIN || errno == EINTR ? Behind::nothing : Behind::failure;
}

void Connection::heed(Behind behind) {
    if (behind == Behind::nothing || phase_ == Phase::closed) return;
    if (behind == Behind::end) input_ended();
    else lose();
}

// Whoever sends a head slowly gets no more memory than it has filled: thousands of them may be waiting. So short a head
// is read again from its beginning when more comes.
void Connection::shrink_head() {
    if (in_.size() >= short_head) return;
    parser_.reset();
    if (begun_) server_.give_back(std::exchange(begun_, nullptr));
    if (in_.capacity() <= 2 * short_head) return;
    ByteBuffer small;
    small.prepare(in_.size() + 1);
    small.append(in_.view());
    server_.give_back(in_);
    in_ = std::move(small);
}

// What is left of the small buffer first, where the parser goes on; a rest that is larger gets an ordinary one.
Connection::Behind Connection::receive_more_of_head() {
    char* const room = in_.prepare(1);
    const ssize_t n = wire_.receive(room, in_.room());
    if (n <= 0) return behind_of(n);
    in_.commit(static_cast<std::size_t>(n));
    if (in_.room() > 0 && !wire_.holds_input()) return Behind::nothing;
    ByteBuffer large = server_.take_buffer();
    large.append(in_.view());
    in_ = std::move(large);
    return receive_into(in_);
}

Connection::Behind Connection::receive_into(ByteBuffer& buffer) {
    // Where somebody holds a view (of the head, of a piece of content), only the buffer's rest may be filled.
    const bool may_grow = !exchange_ || (exchange_->streams_body && exchange_->piece_size == 0);
    std::size_t wanted = read_size;
    if (exchange_ && may_grow)
        wanted = std::clamp<std::uint64_t>(exchange_->decoder.due(), read_size, content_read_size);
    do {
        if (may_grow) buffer.prepare(wanted);
        wanted = read_size;
        const ssize_t n = wire_.receive(buffer.prepare(0), buffer.room());
        if (n <= 0) return behind_of(n);
        buffer.commit(static_cast<std::size_t>(n));
    } while (may_grow && wire_.holds_input());  // the rest of a record
    if (wire_.holds_input()) set_interest();
    return Behind::nothing;
}

void Connection::pause_reading() {
    reading_paused_ = true;
    set_interest();
}

void Connection::input_ended() {
    input_closed_ = true;
    if (phase_ == Phase::tunnel) {
        set_interest();
        return tunnel_->input_ended();
    }
    if (!exchange_) {
        if (out_.empty()) return close();
        return set_interest();  // what waits behind it is answered too
    }
    set_interest();
    if (reader_) return wake_reader(Error(Errc::cancelled).with_detail("the peer closed in the middle of a request"));
    // A peer that has gone altogether looks the same: a silent source would hold its connection for ever.
    if (phase_ == Phase::sending && exchange_->pump && !blocked_) expect_work();
    // Whoever only asked and has gone need not be answered any more; what changes something is carried through.
    if (phase_ == Phase::handling && is_safe(exchange_->request.method)) probe_peer();
}

// A peer that has closed its side, and no more, still reads its answers; one that has gone replies to anything with a
// reset, and that cancels the handler. Which it is shows an interim response, which every client of HTTP/1.1 passes
// over unasked: https://www.rfc-editor.org/rfc/rfc9110#section-15.2.1
void Connection::probe_peer() {
    if (blocked_ || exchange_->request.version == http::Version::http_1_0) return;
    if (out_.capacity() == 0) out_ = server_.take_buffer();
    http::h1::write_continue(out_);
    if (!send_output()) lose();
}

// Answers that end at once ask for the next round from inside this one: thousands of requests that came together must
// not pile up on the stack.
void Connection::process() {
    process_again_ = true;
    if (std::exchange(processing_, true)) return;
    while (std::exchange(process_again_, false) && phase_ != Phase::closed) {
        take_requests();
        flush();
    }
    processing_ = false;
}

void Connection::take_requests() {
    if (!asked_ && !in_.empty() && *in_.data() == 'P' && hand_over_to_h2()) return;
    while (!exchange_ && !in_.empty() && !close_after_flush_ && phase_ != Phase::tunnel &&
           out_.size() < answers_batched) {
        exchange_ = begun_ ? std::exchange(begun_, nullptr) : server_.take_exchange();
        const http::h1::HeadResult head = parser_.parse(in_.view(), exchange_->request);
        if (head.state == http::h1::HeadResult::State::complete) {
            begin(head);
            if (phase_ == Phase::closed) return;
            continue;
        }
        if (head.state == http::h1::HeadResult::State::refused) {
            server_.give_back(std::exchange(exchange_, nullptr));
            return refuse(head.refusal, head.reason);
        }
        begun_ = std::exchange(exchange_, nullptr);
        if (phase_ != Phase::head) {
            phase_ = Phase::head;
            deadline_ = server_.reactor().now() + server_.options().head_timeout;
        }
        return;
    }
}

// https://www.rfc-editor.org/rfc/rfc9113#section-3.3: prior knowledge shows in the first bytes. True: they are not
// HTTP/1.1's, or it cannot be told yet.
bool Connection::hand_over_to_h2() {
    const std::size_t size = std::min(in_.size(), h2_preface.size());
    if (in_.view().substr(0, size) != h2_preface.substr(0, size) || !speaks_h2(server_.options())) return false;
    if (size < h2_preface.size()) {
        if (phase_ == Phase::idle) deadline_ = server_.reactor().now() + server_.options().head_timeout;
        phase_ = Phase::head;
        return true;
    }
    auto next = make_h2_connection(server_, std::move(wire_), peer_, std::move(in_));  // it may find no memory
    server_.reactor().unwatch(*this);
    phase_ = Phase::closed;
    server_.replace(*this, std::move(next));
    return true;
}

void Connection::begin(const http::h1::HeadResult& head) {
    Exchange& exchange = *exchange_;
    asked_ = true;
    ++requests_;
    if (over_capacity()) {
        server_.give_back(std::exchange(exchange_, nullptr));
        return refuse(http::Status::service_unavailable, "the server is full");
    }
    exchange.request.peer = peer_;
    exchange.request.scheme = wire_.scheme();
    exchange.request.certificate = wire_.certificate();
    exchange.interim.connection = this;
    exchange.request.interim = exchange.request.version == http::Version::http_1_0 ? nullptr : &exchange.interim;
    exchange.keep_alive = head.keep_alive;
    exchange.expects_continue = head.expects_continue;
    exchange.takes_trailers = head.takes_trailers;
    if (!frame_body(head)) return;
    peer_is_done_ = !head.keep_alive;

    if (!exchange.cancel) exchange.cancel.emplace();
    exchange.context = {.core = &server_.reactor(), .cancel = &*exchange.cancel};
    phase_ = Phase::handling;
    deadline_ = Instant::never();
    Handler::Started task = server_.handler().start(exchange.request, exchange.context, exchange.response);
    if (!task || ends_at_once(*std::move(task))) respond();
}

// False: it goes on, and responds when it has ended.
bool Connection::ends_at_once(Task<http::Response> task) {
    Exchange& exchange = *exchange_;
    bool ended = false;
    exchange.handled.connection = this;
    exchange.handled.finished = false;
    exchange.handled.ended_at_once = &ended;
    exchange.handled.done = [](TaskWaiter& waiter) {
        auto& handled = static_cast<Exchange::Waiter&>(waiter);
        handled.finished = true;
        if (handled.ended_at_once) *handled.ended_at_once = true;
        else handled.connection->with_memory([&] { handled.connection->respond_later(); });
    };
    exchange.task.emplace(std::move(task));
    exchange.task->start(exchange.handled, exchange.context);
    exchange.handled.ended_at_once = nullptr;
    return ended;
}

void Connection::refuse(http::Status status, std::string_view reason) {
    server_.tell("request refused", reason);
    if (out_.capacity() == 0) out_ = server_.take_buffer();
    http::Response response = plain_response(status);
    if (status == http::Status::service_unavailable) response.headers.set("retry-after", retry_seconds);
    http::h1::write_head(out_, response, {.date = server_.date(), .keep_alive = false});
    out_.append(*response.body.bytes());
    in_.clear();
    close_after_flush_ = true;
    phase_ = Phase::sending;
    deadline_ = server_.reactor().now() + server_.options().write_timeout;
}

// The application may take its time; a peer that does not take what is sent, or has closed its side, may not.
void Connection::expect_work() {
    const bool peer_owes = phase_ == Phase::sending && (blocked_ || input_closed_);
    deadline_ = peer_owes ? server_.reactor().now() + send_patience() : Instant::never();
}

void Connection::check_deadline(Instant now) {
    if (now < deadline_) {
        if (phase_ == Phase::idle && asked_ && out_.empty() && spent()) linger();
        if (phase_ == Phase::sending && server_.draining()) end_silent_events(now);
        return;
    }
    switch (phase_) {
        case Phase::head:
            return with_memory([this] {
                refuse(http::Status::request_timeout, "the head took too long");
                flush();
            });
        case Phase::handling:
            deadline_ = Instant::never();
            return wake_reader(Error(Errc::timeout).with_detail("the content took too long"));
        case Phase::idle:
            if (!out_.empty()) return abort();  // answers that it does not take
            return linger();  // politely: a request that crosses with this must not meet a reset
        case Phase::lingering: return close();
        case Phase::tunnel:
        case Phase::sending: return abort();
        case Phase::closed: return;
    }
}

// What has come already is answered.
void Connection::drain() {
    if (phase_ == Phase::tunnel) return tunnel_->drain();
    if (phase_ != Phase::idle || !out_.empty()) return;
    with_memory([this] { receive(); });
    if (phase_ != Phase::idle || !out_.empty()) return;
    drain_idle();
}

void Connection::abort() { end(Handlers::cancel); }

// The peer has gone: nothing can be sent any more.
void Connection::lose() { end(Handlers::finish); }

void Connection::end(Handlers handlers) {
    if (phase_ == Phase::closed) return;
    if (!exchange_ && phase_ != Phase::tunnel) return close();
    aborted_ = input_closed_ = true;
    out_.clear();
    // The kernel goes on reporting a hang-up to whoever watches, whatever he asks for.
    server_.reactor().unwatch(*this);
    if (phase_ == Phase::tunnel) return tunnel_->cancel();
    // What runs ends at its next wait, and closes the connection then; bytes and files have nobody who runs.
    if (phase_ != Phase::handling && !exchange_->pump) return close();
    const bool finishes =
        handlers == Handlers::finish && phase_ == Phase::handling && !is_safe(exchange_->request.method);
    if (!finishes) exchange_->cancel->cancel();
    wake_reader(Error(Errc::cancelled));  // one that cancellation does not reach
}

void Connection::give_up() {
    if (aborted_) wire_.close(Wire::Ending::cut);
}

}  // namespace kaon::inline v0::transport::detail
