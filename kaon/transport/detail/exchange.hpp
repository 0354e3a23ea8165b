// Exchange: one request and its response on their way through a connection.
//
//   Exchange* exchange = server.take_exchange();
//   parser.parse(bytes, exchange->request);
//   ...
//   server.give_back(exchange);
//
// Pooled per core, so that a request in the steady state allocates nothing here. Threads: its core's own.
#pragma once

#include <optional>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/http/h1/body_decoder.hpp"
#include "kaon/http/h1/response_writer.hpp"
#include "kaon/http/message.hpp"
#include "kaon/transport/detail/pace.hpp"

namespace kaon::inline v0::transport::detail {

class Connection;

// The way of a handler's early hints.
class ExchangeInterim final : public http::Interim {
public:
    void send(http::Status status, const http::Headers& headers) override;
    Connection* connection = nullptr;
};

struct Exchange {
    // The handler's Task, and the one that sends a streamed content, each tell the connection when they end.
    struct Waiter : TaskWaiter {
        Connection* connection = nullptr;
        bool finished = false;
        bool* ended_at_once = nullptr;  // set: its start has not returned yet; tell by this flag instead
        void (Connection::*later)() = nullptr;  // of the pump: who is told when it ends after its start
    };

    http::Request request;
    http::Response response;
    std::optional<Task<http::Response>> task;
    std::optional<Task<void>> pump;
    Waiter handled;
    Waiter pumped;
    ExchangeInterim interim;
    std::optional<CancelSource> cancel;
    Context context;

    std::size_t input_used = 0;  // bytes of the connection's input that are this request's
    bool keep_alive = true;
    bool expects_continue = false;
    bool takes_trailers = false;

    // The content of a request that had not arrived whole with its head.
    bool streams_body = false;
    bool has_length = false;         // and ends after as many bytes as were announced
    bool fills = false;              // its reader receives by itself, straight into its own text
    bool more_waits = false;         // the head's read filled its buffer, so that more is here already
    http::h1::BodyDecoder decoder;
    ByteBuffer body_in;
    std::size_t piece_size = 0;      // of body_in, to be consumed before the next piece
    Pace body_pace;                  // of the peer, which sends it

    // The content of a response that is sent from where it lies.
    std::string_view bytes_left;
    std::uint64_t file_offset = 0;
    std::uint64_t file_left = 0;

    // The content of a response that is pulled.
    Instant last_piece;
    bool ends_here = false;  // cancelled, and whole all the same: an event stream of a server that drains
    std::uint64_t file_known = 0;  // up to here it was in memory when it was asked for

    // Forgets everything but memory that the next request can use.
    void reset();
};

}  // namespace kaon::inline v0::transport::detail
