// Connection: one HTTP/1.1 peer as a state machine on its core's reactor.
//
//   idle -> head -> handling -> sending -> idle ...      (and lingering before some closes)
//                            -> tunnel                   (another protocol has taken over: connection_tunnel.hpp)
//
// An idle connection holds no buffer, one with a part of a head a small one. A head that is handled stays where it was
// read, so that views into it are good until the response was sent; content that comes later goes to a buffer of its
// own. Requests that arrived together are answered with one write. Threads: its core's own.
#pragma once

#include "kaon/base/byte_buffer.hpp"
#include "kaon/http/h1/head_parser.hpp"
#include "kaon/runtime/reactor.hpp"
#include "kaon/transport/detail/exchange.hpp"
#include "kaon/transport/detail/pace.hpp"
#include "kaon/transport/detail/peer_connection.hpp"
#include "kaon/transport/detail/wire.hpp"

namespace kaon::inline v0::transport::detail {

class ServerCore;

class Connection final : public PeerConnection, public runtime::Watch, public http::BodySource {
public:
    Connection(ServerCore& server, Wire wire, const http::Peer& peer);
    ~Connection() override;

    Result<> open() override;
    void check_deadline(Instant now) override;
    void drain() override;
    void abort() override;
    void give_up() override;
    std::string_view running() const override { return exchange_ ? exchange_->request.path : std::string_view(); }

    // For the exchange: an interim response, ahead of the one that is being made.
    void send_interim(http::Status status, const http::Headers& headers);

private:
    enum class Phase : std::uint8_t { idle, head, handling, sending, tunnel, lingering, closed };
    class MoreInput;
    class Room;
    class TunnelRun;
    // What becomes of a handler that changes something; one that only asks is cancelled either way.
    enum class Handlers : std::uint8_t { finish, cancel };

    // connection.cpp: input
    template <class F>
    void with_memory(F step);
    void try_at_once();
    void out_of_memory();
    void on_ready(runtime::Readiness readiness);
    void receive();
    // What follows the bytes that were received, in the same packet perhaps: it is heeded when they were taken.
    enum class Behind : std::uint8_t { nothing, end, failure };
    static Behind behind_of(ssize_t received);
    Behind receive_into(ByteBuffer& buffer);
    Behind receive_more_of_head();
    void heed(Behind behind);
    void shrink_head();
    void input_ended();
    void probe_peer();
    void lose();
    void end(Handlers handlers);
    void process();
    void take_requests();
    bool hand_over_to_h2();
    void begin(const http::h1::HeadResult& head);
    bool ends_at_once(Task<http::Response> task);
    void refuse(http::Status status, std::string_view reason);
    void pause_reading();
    void expect_work();

    // connection_content.cpp: the content of a request
    bool frame_body(const http::h1::HeadResult& head);
    Task<std::optional<std::string_view>> read() override;
    bool fills() const override { return exchange_->has_length; }
    Task<void> fill(std::string& to, std::size_t count) override;
    std::size_t take_buffered(std::string& to, std::size_t count);
    Result<std::size_t> receive_into(std::string& to, std::size_t count);
    void send_continue();
    void wake_reader(Result<> outcome);
    Duration patience() const;
    bool drain_body();

    // connection_send.cpp: output
    void respond_later();
    void respond();
    bool is_last() const;
    http::Response& take_response();
    void send_content(http::Response& response, http::h1::ContentFraming framing);
    Task<void> pump(http::h1::ContentFraming framing);
    void pumped();
    // True: it has ended already. Else `later` is called when it has.
    bool start_pump(Task<void> work, void (Connection::*later)());
    void pumped_later();
    void end_silent_events(Instant now);
    void end_exchange();
    void end_streamed_content();
    void flush();
    bool send_output();
    bool send_together();
    bool send_piece(std::string_view bytes, Wire::More more, std::size_t& sent);
    bool send_bytes();
    void wait_for_peer();
    Duration send_patience() const;
    bool spent() const;
    void output_sent();
    void drain_idle();
    void linger();
    void close();
    runtime::Interest interest() const;
    void set_interest();
    static constexpr std::uint32_t largest_burst = 1024 * 1024;  // to one fast peer before the others have a turn

    // connection_file.cpp: content that is a file
    bool send_file();
    bool fetch_file();
    void fetched();

    // connection_tunnel.cpp: another protocol
    bool prepare_upgrade();
    void run_upgrade();
    void tunnel_ended();

    ServerCore& server_;
    Wire wire_;
    ByteBuffer in_;
    ByteBuffer out_;
    http::h1::HeadParser parser_;
    Exchange* exchange_ = nullptr;
    Exchange* begun_ = nullptr;  // for what in_ has; may hold the beginning of a head, then nobody else may have it
    MoreInput* reader_ = nullptr;  // waits for content
    Room* room_ = nullptr;  // waits for the peer to take what was written
    std::unique_ptr<TunnelRun> tunnel_;
    Instant deadline_;
    Instant opened_;
    Instant blocked_since_;
    Pace send_pace_;  // of the peer, which takes what is being sent
    std::uint32_t requests_ = 0;
    std::uint32_t burst_ = 0;  // bytes sent without a turn of the loop for others
    Phase phase_ = Phase::idle;
    bool input_closed_ = false;
    bool reading_paused_ = false;
    bool close_after_flush_ = false;
    bool blocked_ = false;  // the kernel's send buffer is full
    bool ends_output_ = false;  // a tunnel ends our side when what it wrote is sent
    bool end_is_framing_ = false;  // only the connection's end tells that its last content is whole
    bool aborted_ = false;  // nothing can be sent any more; closes when what runs has ended
    bool peer_is_done_ = false;  // it said that it sends nothing after this request
    bool asked_ = false;  // a request was handled on it
    bool processing_ = false;  // process() is on the stack,
    bool process_again_ = false;  // and takes another round
};

}  // namespace kaon::inline v0::transport::detail
