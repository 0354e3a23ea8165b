// TlsHandshake: a new connection until both sides agree on TLS; then HTTP/1.1 or HTTP/2 takes its place, as ALPN says.
//
//   server.link(std::make_unique<TlsHandshake>(server, std::move(fd), peer));
//
// The step that signs with a slow key runs on the blocking pool. A peer that speaks plain HTTP here is told so.
// Threads: its core's own, but for the step that runs on the pool, when nothing else touches the session.
#pragma once

#include "kaon/runtime/reactor.hpp"
#include "kaon/runtime/tls.hpp"
#include "kaon/transport/detail/peer_connection.hpp"

namespace kaon::inline v0::transport::detail {

class ServerCore;

class TlsHandshake final : public PeerConnection, runtime::Watch, BlockingJob {
public:
    TlsHandshake(ServerCore& server, Fd fd, const http::Peer& peer);

    Result<> open() override;
    void check_deadline(Instant now) override;
    void drain() override;
    void abort() override;

private:
    using Step = runtime::TlsSession::Step;
    enum class Phase : std::uint8_t { shaking_hands, in_pool, lingering, closed };

    void on_ready();
    void answer_in_the_clear();
    void go_on();
    void concluded(Step step);
    void hand_over();
    void failed();
    void fail(std::string_view cause);
    void linger();
    void discard_input();
    bool is_silent() const;
    void close();

    ServerCore& server_;
    Fd fd_;
    std::unique_ptr<runtime::TlsSession> session_;
    Instant deadline_;
    Instant silent_until_ = Instant::never();  // of a server that drains
    Phase phase_ = Phase::shaking_hands;
    Step step_ = Step::wants_read;  // written on the pool
    bool aborted_ = false;  // while the pool works
};

}  // namespace kaon::inline v0::transport::detail
