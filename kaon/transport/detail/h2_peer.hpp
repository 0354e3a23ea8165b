// H2Peer: one HTTP/2 peer on its core's reactor: bytes between its wire and an h2::Session, streams as H2Exchanges.
//
//   receive -> Session -> news -> exchanges start, go on, end -> Session -> send
//
// What happens within one turn of the loop is sent with one write. A peer that takes nothing is asked for nothing:
// while its wire is blocked no content is framed, and what it makes us acknowledge stops the reading. An idle
// connection holds no buffer but nghttp2's own. Threads: its core's own. Lifetime: until the last Task of its streams
// has ended.
#pragma once

#include <utility>
#include <vector>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/http/h2/session.hpp"
#include "kaon/runtime/reactor.hpp"
#include "kaon/transport/detail/h2_exchange.hpp"
#include "kaon/transport/detail/peer_connection.hpp"
#include "kaon/transport/detail/wire.hpp"

namespace kaon::inline v0::transport::detail {

class ServerCore;

class H2Peer final : public PeerConnection, runtime::Watch, Job {
public:
    H2Peer(ServerCore& server, Wire wire, const http::Peer& peer, ByteBuffer read);
    ~H2Peer() override;

    Result<> open() override;
    void check_deadline(Instant now) override;
    void drain() override;
    void abort() override;
    void give_up() override { close(); }
    std::string_view running() const override;

    // For exchanges.
    ServerCore& server() const { return server_; }
    http::h2::Session& session() { return session_; }
    const Wire& wire() const { return wire_; }
    bool draining() const { return draining_; }
    // Content that was framed.
    void took_content(std::size_t bytes) { window_pace_.moved(bytes); }
    // Something was given to the session from outside of a turn.
    void wake();
    // An exchange whose stream and Tasks have ended.
    void ended(H2Exchange& exchange);

private:
    // Apart from the class itself, whose open() is PeerConnection's.
    struct Opener final : http::h2::Host {
        explicit Opener(H2Peer& owner) : peer(owner) {}
        http::h2::Stream* open() override { return peer.open_stream(); }
        H2Peer& peer;
    };
    // For as long as exchanges are told: what they wake by that is not told in between.
    class Telling {
    public:
        explicit Telling(H2Peer& peer) : peer_(peer), outermost_(!std::exchange(peer.working_, true)) {}
        ~Telling() {
            if (outermost_) peer_.working_ = false;
        }
        bool outermost() const { return outermost_; }

    private:
        H2Peer& peer_;
        const bool outermost_;
    };
    http::h2::Stream* open_stream();
    void on_ready(runtime::Readiness readiness);
    void receive();
    void input_ended();
    void leave();
    bool spent() const;
    void lose();
    void end_streams(H2Exchange::Handlers handlers);
    void work();
    void tell_exchanges();
    void send();
    void reap();
    void settle();
    void watch_idleness(Instant now);
    bool window_is_shut_for_too_long(Instant now);
    void linger();
    void close();
    void set_interest();

    ServerCore& server_;
    Wire wire_;
    Opener opener_{*this};
    http::h2::Session session_;
    ByteBuffer early_;  // read before open()
    ByteBuffer out_;
    std::vector<H2Exchange*> exchanges_;
    std::vector<H2Exchange*> ended_;
    Instant head_deadline_ = Instant::never();
    Instant idle_deadline_ = Instant::never();
    Instant write_deadline_ = Instant::never();
    Instant notice_until_ = Instant::never();  // of a polite end: then the last stream is named
    Instant opened_;
    Instant blocked_since_;
    Instant swept_;
    Instant shut_since_ = Instant::never();  // the connection's window, with content that waits for it
    Pace wire_pace_;
    Pace window_pace_;
    std::uint64_t window_bytes_ = 0;  // of window_pace_, at the last look
    std::uint32_t requests_ = 0;
    std::uint32_t burst_ = 0;
    enum class Phase : std::uint8_t { open, lingering, closed };
    Phase phase_ = Phase::open;
    bool blocked_ = false;
    bool lost_ = false;         // nothing comes or goes any more
    bool input_closed_ = false;
    bool leaving_ = false;      // the peer was told to open no more streams
    bool draining_ = false;
    bool working_ = false;      // work() is on the stack
    bool posted_ = false;       // as a Job
    bool reading_paused_ = false;
};

}  // namespace kaon::inline v0::transport::detail
