// EventStream's insides: the request to be made again, the reader, and the present connection.
//
// Threads: one core's own.
#pragma once

#include <memory>
#include <optional>

#include "kaon/client/detail/perform.hpp"
#include "kaon/client/events.hpp"

namespace kaon::inline v0::client {

struct EventStream::State {
    State(std::unique_ptr<detail::Parts> request, EventOptions given)
        : parts(std::move(request)), options(std::move(given)), reader(options.event_bytes) {}

    std::unique_ptr<detail::Parts> parts;  // null: sent before
    EventOptions options;
    EventReader reader;
    std::optional<Response> response;
    std::uint32_t failures = 0;
    bool ended = false;

    const std::string& last_id() const { return reader.last_id().empty() ? options.last_id : reader.last_id(); }
    bool reconnects() const { return options.reconnect == Reconnect::when_repeatable && parts->repeatable; }
    Duration wait() const;
    Task<void> connect();
    Task<void> lose(Result<> how);
};

}  // namespace kaon::inline v0::client
