// Transport: what one exchange goes over: sockets, or a function in this program.
//
//   Reply reply = co_await transport.send(outgoing);       // when the head of the answer is there
//   while (auto piece = co_await reply.content.read()) ...  // its content, as it was sent: not decoded, not limited
//
// Everything above is the same for both: redirects, repeats, limits, timeouts, decoding. Cancelling send(), and ending
// a Reply, end the exchange. Errors: ClientErrc. Threads: send() on any core; a Reply on the core that has sent.
#pragma once

#include <memory>

#include "kaon/client/detail/url.hpp"
#include "kaon/http/message.hpp"
#include "kaon/telemetry/span.hpp"

namespace kaon::inline v0::client::detail {

struct Outgoing {
    http::Method method = http::Method::get;
    Url url;
    http::Headers headers;             // all of them, but those of framing and Host
    std::shared_ptr<http::Body> body;  // null: no content
    bool may_repeat = false;           // by the transport itself, on a connection that turned out to be dead
    bool started = false;              // the content, where it can be read once only, is being read
    const telemetry::Span* span = nullptr;  // of the exchange, until send() ends
    Instant touched;                   // when a piece of it was last sent, or of its answer received
};

struct Reply {
    http::Status status = http::Status::ok;
    http::Version version = http::Version::http_1_1;
    http::Headers headers;
    http::Body content;
};

class Transport {
public:
    virtual ~Transport() = default;
    virtual Task<Reply> send(std::shared_ptr<Outgoing> request) = 0;
};

}  // namespace kaon::inline v0::client::detail
