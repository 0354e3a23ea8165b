// H2Exchange: one request and its response on an HTTP/2 connection: the same handler, body and rules as over HTTP/1.1.
//
//   head -> handling -> sending          (or -> tunnel, after an extended CONNECT)
//
// Content of a request waits in the stream until the handler asks for it, and only then may the peer send more; content
// of a response is pulled when the peer has window for it. Pooled per core. Threads: its connection's core.
#pragma once

#include <optional>

#include "kaon/http/h2/session.hpp"
#include "kaon/http/tunnel.hpp"
#include "kaon/transport/detail/pace.hpp"

namespace kaon::inline v0::transport::detail {

class H2Peer;

class H2Exchange final : public http::h2::Stream, http::BodySource, http::Interim {
public:
    // A new request of this connection.
    void begin(H2Peer& peer);
    // Everything that the session has noted.
    void happened();
    // From the sweep.
    void check_deadline(Instant now);
    // The peer has closed its side: what it has not sent will never come.
    void input_ended();
    // Content waits for the connection's window, not for the stream's.
    bool waits_for_connection() const;
    // The path of a request whose handler runs.
    std::string_view running() const { return running_ ? request.path : std::string_view(); }
    // The connection will end soon: tunnels are told.
    void drain() {
        if (draining_) draining_->cancel();
    }
    // The peer has gone, or has taken the request back. `handlers`: what becomes of those that change something.
    enum class Handlers : std::uint8_t { finish, cancel };
    void lose_connection(Handlers handlers);
    // No Task is left, and the session is done with it.
    bool over() const { return closed_for_us_ && !running_ && !pumping_; }
    // Forgets everything but memory that the next request can use.
    void reset();

private:
    enum class Phase : std::uint8_t { head, handling, sending, tunnel };
    class Arrival;
    class Taken;
    class TunnelEnd;
    struct Waiter : TaskWaiter {
        H2Exchange* exchange = nullptr;
        bool* ended_at_once = nullptr;  // set: its start has not returned yet; tell by this flag instead
    };

    // h2_exchange.cpp: the request
    void lose(Handlers handlers);
    void start();
    void refuse(http::Status status, std::string_view reason);
    bool frame_body();
    Task<std::optional<std::string_view>> read() override;
    Duration patience() const;
    bool sends_content() const;
    void wake_reader(Result<> outcome);
    void send(http::Status status, const http::Headers& headers) override;
    void report_if_over();

    // h2_response.cpp: the response
    void handled();
    http::Response& take_response();
    void respond(http::Response& response);
    http::h2::Session::Content send_content(http::Response& response);
    enum class Pump : std::uint8_t { runs, ended };
    Pump start_pump(Task<void> pump);
    Task<void> pump_body();
    void pumped();
    void end_silent_events(Instant now);
    void sent();
    Ready ready(std::size_t most) override;
    bool write(ByteBuffer& out, std::size_t size) override;
    const http::Headers* trailers() override;
    void took();

    // h2_file.cpp
    Ready file_ready(std::size_t most);
    bool fetch_file();
    bool write_file(ByteBuffer& out, std::size_t size);

    // h2_tunnel.cpp
    bool prepare_upgrade(http::Response& response);
    Task<void> run_tunnel();

    H2Peer* peer_ = nullptr;
    Phase phase_ = Phase::head;
    http::Response response_;
    http::Response* sending_ = nullptr;  // response_, or the one in the handler's frame
    std::optional<Task<http::Response>> task_;
    std::optional<Task<void>> pump_;
    Waiter handled_;
    Waiter pumped_;
    std::optional<CancelSource> cancel_;
    std::optional<CancelSource> draining_;
    Context context_;

    Arrival* reader_ = nullptr;  // waits for content
    Instant reading_until_ = Instant::never();
    ByteBuffer piece_;  // of the request's content, until the next read
    Pace body_pace_;
    bool continue_due_ = false;
    bool input_over_ = false;  // the peer has closed its side

    std::string_view left_;  // of the response's content
    std::uint64_t file_offset_ = 0;
    std::uint64_t file_left_ = 0;
    std::uint64_t file_known_ = 0;  // up to here it was in memory when it was asked for
    bool running_ = false;  // the handler's Task
    bool pumping_ = false;  // the one that sends a streamed content, or runs a tunnel
    bool more_follows_ = false;  // left_ is a piece of more
    Taken* taken_ = nullptr;  // waits until left_ is empty
    Pace send_pace_;
    Instant progress_;  // when content was last taken
    Instant last_piece_;  // when the source of a streamed content last gave something
    Instant swept_;  // when its window was last looked at
    bool ends_here_ = false;  // its silence was taken for its end
    bool ended_ = false;  // the response's end is on its way
    bool closed_for_us_ = false;  // the session is done with it
    bool reported_ = false;  // that it is over
};

}  // namespace kaon::inline v0::transport::detail
