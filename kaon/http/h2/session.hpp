// Session: the server's side of an HTTP/2 connection: bytes in, streams with news out, frames to send (RFC 9113).
//
//   Session session(limits, host);
//   session.receive(bytes, now);
//   while (Stream* stream = session.next()) ...     // a request is there, content has come, a stream has ended
//   session.respond(*stream, response, {.date = date});
//   session.write(out, 64 * 1024);                  // frames, in the order of their priorities (RFC 9218)
//
// Framing, HPACK, flow control and the rules of messages are nghttp2's; the limits against floods are ours. What a peer
// does wrong resets its stream or, by GOAWAY, ends the connection: then doomed() is true, and what write() still gives
// is sent before closing. No I/O. Threads: one core's own. Lifetime: the host and the limits outlive it; streams that
// are open when it dies are not told.
#pragma once

#include <memory>
#include <string_view>

#include "kaon/base/duration.hpp"
#include "kaon/http/h2/stream.hpp"

namespace kaon::inline v0::http::h2 {

struct Engine;

// Where streams come from.
class Host {
public:
    virtual ~Host() = default;
    // For a request that begins; null refuses it (REFUSED_STREAM: the peer may try it again).
    virtual Stream* open() = 0;
};

class Session {
public:
    // Whether response content follows the head.
    enum class Content : std::uint8_t { none, follows };
    struct Sending {
        std::string_view date;  // IMF-fixdate; outlives the session or changes in place
        Content content = Content::none;
        Method method = Method::get;  // of the request
        bool tunnel = false;  // DATA goes both ways from here on (RFC 8441)
    };

    Session(const Limits& limits, Host& host);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    // All bytes are taken; when doomed() they are dropped.
    void receive(std::string_view bytes, Instant now);
    // A stream that something has happened to; nothing when all was told.
    Stream* next();
    bool has_news() const;
    // Appends frames until there are `most` bytes or nothing to send.
    void write(ByteBuffer& out, std::size_t most);

    // The head of the response. Views in it must live until News::sent or closed.
    void respond(Stream& stream, const Response& response, const Sending& sending);
    // 1xx, ahead of it; copied.
    void interim(Stream& stream, Status status, const Headers& headers);
    // ready() has something again.
    void resume(Stream& stream);
    // Lets the peer send as many bytes of content again.
    void consume(Stream& stream, std::size_t bytes);
    // Nothing more comes or goes on it; News::closed follows.
    void reset(Stream& stream, ErrorCode code);

    // Sends a PING: a peer that is gone answers it with a reset of the connection.
    void probe();
    // Two steps of a polite end: "open no more, soon"; then the last stream is named.
    void give_notice();
    void go_away();
    // At once. `reason` is a literal.
    void terminate(ErrorCode code, std::string_view reason);

    bool doomed() const;
    // Why, for the log; empty for an end without fault.
    std::string_view reason() const;
    // In the middle of a header block, a frame, or before the peer's first SETTINGS.
    bool receives_head() const;
    // Frames that wait, but for content.
    std::size_t queued() const;
    // How much content the peer would take now: of this stream, of all streams together.
    std::int64_t window(const Stream& stream) const;
    std::int64_t window() const;

private:
    std::unique_ptr<Engine> engine_;
};

}  // namespace kaon::inline v0::http::h2
