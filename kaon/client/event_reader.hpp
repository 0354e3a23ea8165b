// EventReader: server-sent events out of bytes, however they are cut
// (https://html.spec.whatwg.org/#parsing-an-event-stream).
//
//   EventReader reader;
//   reader.feed(piece);
//   while (auto event = co_await reader.next()) use(*event);      // nothing: the piece is used up, feed the next one
//
// Errors: ClientErrc::too_large for an event of more than `limit` bytes; the reader is of no use afterwards. Bytes that
// are no UTF-8 are U+FFFD. Lifetime: a piece that was fed outlives the next() that gives nothing. Threads: a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kaon/base/duration.hpp"
#include "kaon/base/result.hpp"

namespace kaon::inline v0::client {

struct Event {
    std::string type = "message";
    std::string data;
    std::string id;  // the last that came, with this event or before
};

class EventReader {
public:
    explicit EventReader(std::size_t limit = 1024 * 1024) : limit_(limit) {}

    void feed(std::string_view piece) { rest_ = piece; }
    Result<std::optional<Event>> next();
    // Another connection begins: what was incomplete is dropped, the last id stays.
    void begin_again();

    const std::string& last_id() const { return last_id_; }
    // How long the server wants us to wait before we connect again.
    std::optional<Duration> retry() const { return retry_; }

private:
    bool take_line();
    bool field();  // of the line; true: the event is complete

    std::size_t limit_;
    std::string_view rest_;
    std::string line_;
    bool after_cr_ = false;  // a line end that may go on with LF
    bool at_begin_ = true;
    std::string type_;
    std::string data_;
    std::string id_;
    std::string last_id_;
    std::optional<Duration> retry_;
};

}  // namespace kaon::inline v0::client
