// A session's bytes: reading ahead, answering control frames, queueing and sending.
#include <new>

#include "kaon/base/utf8.hpp"
#include "kaon/web/error.hpp"
#include "kaon/web/websocket/detail/session.hpp"

namespace kaon::inline v0::web::detail {

using http::ws::CloseCode;
using http::ws::Event;
using http::ws::Opcode;

namespace {

constexpr std::size_t kept_when_idle = 1024;

}  // namespace

// The reader waits until the application has taken the message that is held.
class Session::MoreRoom final : public Operation<void> {
public:
    explicit MoreRoom(Session& session) : session_(session) {}
    void come() { complete({}); }

private:
    Begun start(Core&) override {
        session_.reader_waits_ = this;
        return Begun::waiting;
    }
    void stop() override { session_.reader_waits_ = nullptr; }
    Session& session_;
};

// The writer waits until there is something to send, or never will be.
class Session::Unsent final : public Operation<void> {
public:
    explicit Unsent(Session& session) : session_(session) {}
    void come() { complete({}); }

private:
    Begun start(Core&) override {
        if (!session_.out_.empty() || session_.over_) {
            finish({});
            return Begun::finished;
        }
        session_.writer_waits_ = this;
        return Begun::waiting;
    }
    void stop() override { session_.writer_waits_ = nullptr; }
    Session& session_;
};

Task<void> Session::read_on() {
    for (;;) {
        if (!held_) pull();
        if (held_ && receiver_) {
            std::exchange(receiver_, nullptr)->complete(take_held());
            continue;
        }
        if (over_ || close_held_) break;
        if (held_) {
            co_await MoreRoom(*this);
            continue;
        }
        Result<std::optional<std::string_view>> piece = co_await attempt(tunnel_.read());
        if (!piece || !*piece) {
            lost();
            co_return;
        }
        input_ = **piece;
        heard_ = core_->now();
        awaiting_pong_ = false;
    }
    wake_everyone();
}

// Decodes up to the next message, which is held then.
void Session::pull() {
    while (!over_ && !close_held_ && !input_.empty()) {
        if (hear(decoder_.next(input_))) return;
    }
}

bool Session::hear(const Event& event) {
    switch (event.kind) {
        case Event::Kind::text:
        case Event::Kind::binary:
            message_heard_ = core_->now();
            if (deaf_ || close_sent_) return false;
            held_ = {event.data, event.kind == Event::Kind::text};
            return true;
        case Event::Kind::ping:
            // https://www.rfc-editor.org/rfc/rfc6455#section-5.5.2: where pings come faster than their answers can go,
            // the latest counts.
            if (is_open() && unsent() <= setup_.options->queue_bytes) {
                http::ws::append_frame(out_.bytes(), {.opcode = Opcode::pong}, event.data);
                request_flush();
            }
            return false;
        case Event::Kind::close:
        case Event::Kind::failed: hear_close(event); return false;
        case Event::Kind::pong:
        case Event::Kind::none: return false;
    }
    return false;
}

// https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1; a failure is ours to say (section 7.1.7).
void Session::hear_close(const Event& event) {
    if (event.kind == Event::Kind::close || !close_sent_) end_ = {event.code, std::string(event.data)};
    if (event.kind == Event::Kind::failed) {
        close({event.code, event.data});
        return over();
    }
    if (asked_ || receiver_ || deaf_ || close_sent_ || !answering_) return answer_close();
    // What the application still says to the message that it has goes out first; so long the answer may wait.
    close_held_ = true;
    deadline_ = core_->now() + setup_.options->close_timeout;
    set_alarm();
}

void Session::answer_close() {
    close_held_ = false;
    close({end_.code, {}});
    over();
}

WebSocketMessage Session::take_held() {
    if (current_.capacity() > kept_when_idle) current_.release();
    else current_.clear();
    answering_ = true;
    decoder_.swap_message(current_);
    const WebSocketMessage message = *held_;
    held_.reset();
    return message;
}

Begun Session::begin(Receive& receive) {
    asked_ = true;
    answering_ = false;
    if (!held_) pull();
    asked_ = false;
    if (held_) {
        receive.finish(take_held());
        if (reader_waits_) std::exchange(reader_waits_, nullptr)->come();
        return Begun::finished;
    }
    if (close_held_) answer_close();
    if (over_ || close_sent_) {
        receive.finish(std::optional<WebSocketMessage>());
        return Begun::finished;
    }
    receiver_ = &receive;
    return Begun::waiting;
}

Begun Session::begin(Send& send) {
    if (!is_open()) {
        send.finish(Error(WebErrc::websocket_closed));
        return Begun::finished;
    }
    if (send.is_text_ && !is_utf8(send.data_)) {
        send.finish(Error(Errc::invalid, "text for a WebSocket must be UTF-8; other bytes go by send_binary()"));
        return Begun::finished;
    }
    encoder_.append(out_.bytes(), send.is_text_ ? Opcode::text : Opcode::binary, send.data_);
    request_flush();
    if (unsent() <= setup_.options->queue_bytes) {
        send.finish({});
        return Begun::finished;
    }
    if (last_sender_) last_sender_->next_ = &send;
    else first_sender_ = &send;
    last_sender_ = &send;
    return Begun::waiting;
}

void Session::forget(Send& send) {
    Send* before = nullptr;
    for (Send* one = first_sender_; one != &send; one = one->next_) before = one;
    (before ? before->next_ : first_sender_) = send.next_;
    if (last_sender_ == &send) last_sender_ = before;
}

void Session::wake_everyone() {
    if (reader_waits_) std::exchange(reader_waits_, nullptr)->come();
    if (receiver_ && !is_open()) std::exchange(receiver_, nullptr)->complete(std::optional<WebSocketMessage>());
}

// Everything that is queued within one turn of the loop goes out with one write.
void Session::request_flush() {
    if (!core_ || !writer_waits_ || std::exchange(flush_posted_, true)) return;
    core_->post(turn_);
}

void Session::flush() {
    flush_posted_ = false;
    if (running_ == 0) {
        conclude();
        return complete({});
    }
    if (writer_waits_) std::exchange(writer_waits_, nullptr)->come();
}

Task<void> Session::write_on() {
    for (;;) {
        co_await Unsent(*this);
        if (out_.empty()) break;
        std::swap(out_, writing_);
        Result<> sent = co_await attempt(tunnel_.write_all(writing_.pieces()));
        writing_.clear();
        if (!sent) {
            lost();
            co_return;
        }
        free_senders();
        if (close_sent_) wake_everyone();
    }
    co_await tunnel_.close();
}

void Session::refuse_senders() {
    while (Send* send = first_sender_) {
        first_sender_ = send->next_;
        if (!first_sender_) last_sender_ = nullptr;
        send->complete(Error(WebErrc::websocket_closed));
    }
}

void Session::free_senders() {
    while (first_sender_ && unsent() <= setup_.options->queue_bytes) {
        Send* send = first_sender_;
        first_sender_ = send->next_;
        if (!first_sender_) last_sender_ = nullptr;
        send->complete({});
    }
}

void Session::subscribe(const std::shared_ptr<TopicCore>& topic) {
    if (!is_open()) return;
    for (const auto& subscription : subscriptions_) {
        if (&subscription->topic() == topic.get()) return;
    }
    subscriptions_.push_back(topic->join(*core_, *this));
}

void Session::unsubscribe(const TopicCore& topic) {
    std::erase_if(subscriptions_, [&](const auto& subscription) { return &subscription->topic() == &topic; });
}

bool Session::take(const std::shared_ptr<const Published>& published, SlowSubscriber slow) try {
    if (!is_open()) return true;
    const std::string_view frame = published->frame_for(squeezed_by());
    if (unsent() + frame.size() > setup_.options->queue_bytes) {
        if (slow == SlowSubscriber::close) close({CloseCode::try_again_later, "too slow"});
        return false;
    }
    if (setup_.terms && !squeezed_by()) encoder_.append(out_.bytes(), published->opcode, published->payload());
    else if (frame.size() < Outbox::shared_from) out_.bytes().append(frame);
    else out_.append(published, frame);
    request_flush();
    return true;
} catch (const std::bad_alloc&) {
    return false;  // no room, as in a queue that is full
}

}  // namespace kaon::inline v0::web::detail
