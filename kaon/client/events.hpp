// EventStream: server-sent events as they come, over as many connections as it takes.
//
//   auto events = client.get("https://api.example/prices").events();
//   while (auto event = co_await events.next()) show(event->type, event->data);
//
//   auto words = client.post("https://llm.example/v1/chat").json(question).events();    // one answer: never repeated
//
// Connects at the first next(). A connection that ends or breaks is made again, with Last-Event-ID, after the time that
// the server asked for, doubled while it fails; an answer of 204 ends the stream. Requests that must not be repeated
// (POST) end with their connection. Errors: ClientErrc and client::answered, as of any request; ClientErrc::malformed
// for content that is no text/event-stream, ::too_large for an event above `event_bytes`. Threads: one core's own.
#pragma once

#include <memory>

#include "kaon/client/event_reader.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::client {

enum class Reconnect : std::uint8_t { when_repeatable, never };

struct EventOptions {
    Reconnect reconnect = Reconnect::when_repeatable;
    Duration wait = Duration::seconds(1);  // until the server says another
    Duration longest_wait = Duration::seconds(30);
    std::uint32_t failures = 10;  // in a row, without an event; then the last of their errors is given
    std::size_t event_bytes = 1024 * 1024;
    std::string last_id{};  // of an earlier stream, to go on from
};

class EventStream {
public:
    // The next event, or nothing at the end.
    Task<std::optional<Event>> next();
    const std::string& last_id() const;

    EventStream(EventStream&&) noexcept;
    EventStream& operator=(EventStream&&) noexcept;
    ~EventStream();

    // Internal: for Request.
    struct State;
    explicit EventStream(std::unique_ptr<State> state);

private:
    std::unique_ptr<State> state_;
};

}  // namespace kaon::inline v0::client
