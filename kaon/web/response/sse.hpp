// Sse: events for a browser's EventSource, as they happen (HTML, section 9.2, "Server-sent events").
//
//   Stream<SseEvent> clock(std::optional<std::string> last) {       // owns what it reads: the request is gone by then
//       for (int i = last ? number_of(*last) + 1 : 1;; ++i) {
//           co_yield {.data = "tick", .event = "clock", .id = std::to_string(i)};
//           co_await sleep(1s);
//       }
//   }
//   Sse clock_events(std::optional<Header<"last-event-id">> last) {
//       return {clock(last ? std::optional(**last) : std::nullopt)};
//   }
//
// A browser that lost the connection comes back by itself and says the last id that it saw. While nothing happens, a
// comment is sent every `keep_alive`, which proxies and vanished clients are found out by. When the Stream ends, so
// does the response, and the browser comes back for more; 204 tells it to stay away. Errors: one that leaves the Stream
// ends the response without its last chunk. The Stream is cancelled when the client has gone. Threads: the request's
// core.
#pragma once

#include <optional>
#include <string>

#include "kaon/base/duration.hpp"
#include "kaon/coro/stream.hpp"
#include "kaon/web/respond.hpp"

namespace kaon::inline v0 {

// Each part is left out when it is empty; an event with a name has data, even if that is empty. Line ends in `data`
// stay; in a name or an id, where they would break the event, they become spaces.
struct SseEvent {
    std::string data{};
    std::string event{};  // what addEventListener() names; "message" without
    std::string id{};
    std::optional<Duration> retry{};  // before the browser comes back
    std::string comment{};            // seen by nobody
};

std::string to_text(const SseEvent& event);

struct Sse {
    Stream<SseEvent> events;
    std::optional<Duration> keep_alive = Duration::seconds(15);
};

void write_response(http::Response& out, Request& request, Sse&& sse);

}  // namespace kaon::inline v0
