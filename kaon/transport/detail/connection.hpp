// Connection: one HTTP/1.1 peer as a state machine on its core's reactor.
//
//   idle -> head -> handling -> sending -> idle ...      (and lingering before some closes)
//
// An idle connection holds no buffer. While a request is handled, its head stays where it was read, so that views into
// it are good until the response has been sent; content that comes later goes to a buffer of its own.
// Requests that arrived together are answered with one write. Threads: its core's own.
#pragma once

#include "kaon/base/byte_buffer.hpp"
#include "kaon/http/h1/head_parser.hpp"
#include "kaon/runtime/reactor.hpp"
#include "kaon/transport/detail/exchange.hpp"

namespace kaon::inline v0::transport::detail {

class ServerCore;

class Connection final : public runtime::Watch, public http::BodySource {
public:
    Connection(ServerCore& server, Fd fd, const http::Peer& peer);
    ~Connection() override;

    // Errors: the reactor's.
    Result<> open();
    // From the sweep, once a second.
    void check_deadline(Instant now);
    // No more requests: idle ones close now, others after their response.
    void drain();
    // Ends whatever runs: the drain deadline has passed.
    void abort();

    const http::Peer& peer() const { return peer_; }

    Connection* next = nullptr;  // the core's list
    Connection* previous = nullptr;
    Connection* next_retired = nullptr;  // apart from `next`: whoever walks the list may stand on one that closes

private:
    enum class Phase : std::uint8_t { idle, head, handling, sending, lingering, closed };
    class MoreInput;
    class Room;

    // connection.cpp: input
    void on_ready(runtime::Readiness readiness);
    void receive();
    void receive_into(ByteBuffer& buffer);
    void discard_input();
    void input_ended();
    void process();
    void take_requests();
    void begin(const http::h1::HeadResult& head);
    void refuse(http::Status status, std::string_view reason);
    void pause_reading();
    void expect_work();

    // connection_content.cpp: the content of a request
    bool frame_body(const http::h1::HeadResult& head);
    Task<std::optional<std::string_view>> read() override;
    void wake_reader(Result<> outcome);
    Duration patience() const;
    bool drain_body();

    // connection_send.cpp: output
    void respond();
    http::Response take_response();
    void send_content(http::h1::ContentFraming framing);
    Task<void> pump(http::h1::ContentFraming framing);
    void pumped();
    void end_exchange();
    void flush();
    bool send_output();
    bool send_piece(std::string_view bytes, int flags, std::size_t& sent);
    bool send_bytes();
    bool send_file();
    void wait_for_peer();
    void output_sent();
    void linger();
    void close();
    void set_interest();

    ServerCore& server_;
    Fd fd_;
    ByteBuffer in_;
    ByteBuffer out_;
    http::h1::HeadParser parser_;
    Exchange* exchange_ = nullptr;
    MoreInput* reader_ = nullptr;  // waits for content
    Room* room_ = nullptr;         // waits for the peer to take what was written
    Instant deadline_;
    std::uint32_t burst_ = 0;      // bytes sent without a turn of the loop for others
    http::Peer peer_;
    Phase phase_ = Phase::idle;
    bool input_closed_ = false;
    bool reading_paused_ = false;
    bool close_after_flush_ = false;
    bool blocked_ = false;         // the kernel's send buffer is full
    bool aborted_ = false;         // nothing can be sent any more; closes when what runs has ended
    bool asked_ = false;           // a request was handled on it
    bool processing_ = false;      // process() is on the stack,
    bool process_again_ = false;   // and takes another round
};

}  // namespace kaon::inline v0::transport::detail
