// Session: a WebSocket's connection from its handshake to its end: what reads, what writes, what the application does.
//
//   Session session(tunnel, {options, terms, protocol}, talk);
//   co_await session;
//
// Three Tasks run on one core: the reader decodes, answers control frames and holds at most one message that nobody has
// asked for; the writer sends what all others queue, together, once per turn of the loop; the talker is the
// application's. One timer serves heartbeat, idle and closing. Ends when all three have. Threads: its core's own.
#pragma once

#include <vector>

#include "kaon/coro/task.hpp"
#include "kaon/http/tunnel.hpp"
#include "kaon/http/ws/decoder.hpp"
#include "kaon/http/ws/encoder.hpp"
#include "kaon/web/websocket/detail/outbox.hpp"
#include "kaon/web/websocket/detail/subscriber.hpp"
#include "kaon/web/websocket/options.hpp"
#include "kaon/web/websocket/socket.hpp"
#include "kaon/web/websocket/talk.hpp"

namespace kaon::inline v0::web::detail {

// Tells senders whether their session is still there.
struct SessionLink {
    Session* session = nullptr;
};

class Session final : public Operation<void>, Subscriber {
public:
    struct Setup {
        std::shared_ptr<const WebSocketOptions> options;
        std::optional<http::ws::DeflateTerms> terms;
        std::string protocol;
    };
    Session(http::Tunnel& tunnel, Setup setup, Talk& talk);
    ~Session();

    // For WebSocket, its senders and operations.
    Begun begin(Receive& receive);
    Begun begin(Send& send);
    void forget(Receive&) { receiver_ = nullptr; }
    void forget(Send& send);
    void close(const http::ws::Close& why);
    void subscribe(const std::shared_ptr<TopicCore>& topic);
    void unsubscribe(const TopicCore& topic);
    std::shared_ptr<SessionLink> link();
    bool is_open() const { return !close_sent_ && !over_; }
    std::size_t unsent() const { return out_.size() + writing_.size(); }
    const std::string& protocol() const { return setup_.protocol; }
    const WebSocketEnd& end() const { return end_; }

private:
    struct Part : TaskWaiter {
        Session* session = nullptr;
        std::optional<CancelSource> cancel;
        Context context;
        std::optional<Task<void>> task;
    };
    struct Hook : CancelHook {
        Hook(Session& owner, void (*fire)(CancelHook&)) : CancelHook(fire), session(owner) {}
        Session& session;
    };
    struct Alarm : Timer {
        Session* session = nullptr;
    };
    struct Turn : Job {
        Session* session = nullptr;
    };
    class MoreRoom;
    class Unsent;

    // session.cpp: beginning, end and time
    Begun start(Core& core) override;
    void prepare(Part& part, CancelSource* parent);
    void begin(Part& part, Task<void> task);
    void ended(Part& part);
    void release();
    void conclude();
    Task<void> talk();
    void talked();
    void drain();
    void cut();
    void lost();
    template <class F>
    void or_abandon(F step);
    void abandon();
    void over();
    void wake_everyone();
    void set_alarm();
    Instant next_alarm() const;
    void alarm();

    // session_io.cpp: bytes
    Task<void> read_on();
    Task<void> write_on();
    void pull();
    bool hear(const http::ws::Event& event);
    void hear_close(const http::ws::Event& event);
    void answer_close();
    WebSocketMessage take_held();
    void request_flush();
    void flush();
    void free_senders();
    void refuse_senders();
    bool take(const std::shared_ptr<const Published>& published, SlowSubscriber slow) override;
    std::uint8_t squeezed_by() const override { return encoder_.shared_window_bits(); }

    http::Tunnel& tunnel_;
    const Setup setup_;
    Talk& talk_;
    Core* core_ = nullptr;
    http::ws::Decoder decoder_;
    http::ws::Encoder encoder_;

    std::string_view input_;  // of the tunnel's last piece, not decoded yet
    std::optional<WebSocketMessage> held_;  // decoded, not asked for yet
    ByteBuffer current_;  // the message that the application looks at
    Outbox out_;  // queued
    Outbox writing_;  // on its way
    Receive* receiver_ = nullptr;
    Send* first_sender_ = nullptr;  // those that wait for room, in order
    Send* last_sender_ = nullptr;
    MoreRoom* reader_waits_ = nullptr;
    Unsent* writer_waits_ = nullptr;

    Part reader_, writer_, talker_;
    std::uint32_t running_ = 0;
    Hook drained_;
    Hook cut_;
    Alarm alarm_;
    Turn turn_;
    Instant heard_;  // anything from the client
    Instant message_heard_;  // a message
    Instant pinged_;
    Instant deadline_;  // of a close, or of the talker after the end
    WebSocketEnd end_;
    std::shared_ptr<SessionLink> link_;
    std::vector<std::unique_ptr<Subscription>> subscriptions_;
    bool flush_posted_ = false;
    bool awaiting_pong_ = false;
    bool close_sent_ = false;  // queued at least
    bool over_ = false;  // nothing more is read
    bool asked_ = false;  // the application is in receive()
    bool answering_ = false;  // the application has a message, and has not asked for the next one
    bool close_held_ = false;  // the client's close frame waits until the application asks for more
    bool deaf_ = false;  // messages are dropped: nobody will ask for them
};

}  // namespace kaon::inline v0::web::detail
