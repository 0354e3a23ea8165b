// A response on an HTTP/2 stream: its head, its content of each kind, its end.
#include <algorithm>

#include "kaon/transport/detail/event_stream.hpp"
#include "kaon/transport/detail/h2_operations.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/plain_response.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport::detail {

using http::h2::ErrorCode;
using http::h2::Session;

// The handler has answered, or its Task has ended.
void H2Exchange::handled() {
    running_ = false;
    if (closed()) task_.reset();
    else respond(take_response());
    peer_->wake();
    report_if_over();
}

// A content that is in memory is sent from the handler's frame, if it has one; what goes on for longer lets it go
// first.
http::Response& H2Exchange::take_response() {
    if (handled_.error) {
        transport_log.error("the handler failed", {{"error", handled_.error->describe_all()}});
        return response_ = plain_response(http::Status::internal_server_error);
    }
    http::Response& response = task_ ? task_->value() : response_;
    if (const std::string_view why = unsendable(response); !why.empty()) [[unlikely]] {
        transport_log.error(why, {{"path", request.path}});
        return response_ = plain_response(http::Status::internal_server_error);
    }
    if (!task_ || (response.body.bytes() && !response.upgrade)) [[likely]]
        return response;
    response_ = std::move(response);
    task_.reset();
    return response_;
}

void H2Exchange::respond(http::Response& response) {
    sending_ = &response;
    const bool tunnel = response.upgrade && prepare_upgrade(response);
    phase_ = tunnel ? Phase::tunnel : Phase::sending;
    const Session::Content content = tunnel ? Session::Content::follows : send_content(response);
    more_follows_ = tunnel || (content == Session::Content::follows && response.body.as_stream());
    peer_->session().respond(
        *this, response,
        {.date = peer_->server().date(), .content = content, .method = request.method, .tunnel = tunnel});
    if ((tunnel || more_follows_) && start_pump(tunnel ? run_tunnel() : pump_body()) == Pump::ended) pumped();
}

Session::Content H2Exchange::send_content(http::Response& response) {
    const bool none = http::has_no_content(response.status) || response.status == http::Status::reset_content ||
                      request.method == http::Method::head;
    if (none || response.body.empty()) return Session::Content::none;
    if (const auto bytes = response.body.bytes()) left_ = *bytes;
    if (const http::Body::File* file = response.body.as_file()) {
        file_offset_ = file_known_ = file->offset;
        file_left_ = file->size;
        if (file->cached == http::Body::Cached::lately) file_known_ += file->size;
    }
    return Session::Content::follows;
}

H2Exchange::Pump H2Exchange::start_pump(Task<void> pump) {
    bool ended = false;
    pumped_.exchange = this;
    pumped_.ended_at_once = &ended;
    pumped_.done = [](TaskWaiter& waiter) {
        auto& pumped = static_cast<Waiter&>(waiter);
        if (pumped.ended_at_once) *pumped.ended_at_once = true;
        else or_abort(*pumped.exchange->peer_, [&] { pumped.exchange->pumped(); });
    };
    pumping_ = true;
    pump_.emplace(std::move(pump));
    pump_->start(pumped_, context_);
    pumped_.ended_at_once = nullptr;
    if (ended) pumping_ = false;
    return ended ? Pump::ended : Pump::runs;
}

Task<void> H2Exchange::pump_body() {
    last_piece_ = peer_->server().reactor().now();
    while (const auto piece = co_await response_.body.read()) {
        last_piece_ = peer_->server().reactor().now();
        left_ = *piece;
        co_await Taken(*this);
    }
}

// As over HTTP/1.1: one that waits for events would hold the drain to its deadline. Those that still say something, or
// whose reader is behind, go on.
void H2Exchange::end_silent_events(Instant now) {
    if (phase_ != Phase::sending || !pumping_ || ends_here_ || closed() || !left_.empty()) return;
    if (now - last_piece_ < peer_->server().options().drain_grace) return;
    if (!sending_->body.as_stream() || !may_end_anywhere(*sending_)) return;
    ends_here_ = true;
    cancel_->cancel();
}

// The content has ended, or the tunnel has.
void H2Exchange::pumped() {
    pumping_ = false;
    more_follows_ = false;
    if (!closed() && pumped_.error && !ends_here_) {
        const bool cancelled = pumped_.error->is(Errc::cancelled);
        // The peer must see that the content is cut.
        if (!cancelled) {
            transport_log.error(phase_ == Phase::tunnel ? "a tunnel failed" : "the content of a response failed",
                                {{"error", pumped_.error->describe_all()}});
        }
        left_ = {};
        peer_->session().reset(*this, cancelled ? ErrorCode::cancel : ErrorCode::internal_error);
    } else if (!closed()) {
        peer_->session().resume(*this);
        if (phase_ == Phase::tunnel && ended_) sent();
    }
    peer_->wake();
    report_if_over();
}

// https://www.rfc-editor.org/rfc/rfc9113#section-8.1: content that nobody will read is refused politely.
void H2Exchange::sent() {
    ended_ = true;
    if (pumping_ || content_complete()) return;
    peer_->session().reset(*this, ErrorCode::no_error);
}

H2Exchange::Ready H2Exchange::ready(std::size_t most) {
    if (file_left_ > 0) return file_ready(most);
    const std::size_t size = std::min(most, left_.size());
    return {.size = size, .end = !more_follows_ && size == left_.size()};
}

bool H2Exchange::write(ByteBuffer& out, std::size_t size) {
    progress_ = peer_->server().reactor().now();
    send_pace_.moved(size);
    peer_->took_content(size);
    if (file_left_ > 0) return write_file(out, size);
    out.append(left_.substr(0, size));
    left_.remove_prefix(size);
    if (left_.empty()) note_drained();
    return true;
}

const http::Headers* H2Exchange::trailers() { return sending_->body.trailers(); }

void H2Exchange::took() {
    if (taken_ && left_.empty()) std::exchange(taken_, nullptr)->freed({});
}

}  // namespace kaon::inline v0::transport::detail
