// ServerCore: a server's share on one core: its listeners, its connections, their pooled memory, the sweep of
// deadlines.
//
//   ServerCore core(reactor, handler, options, census, others, drained, argument);
//   core.listen(std::move(listener), listen_options);
//   ...
//   core.drain();                     // then drained(argument), when the last connection has gone
//
// What it accepts while others have less to do is handed over to the emptiest core, at once and for good.
// Threads: its core's own, but for take_over(). Lifetime: outlives its connections; what it is given outlives it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kaon/base/mutex.hpp"
#include "kaon/http/date.hpp"
#include "kaon/runtime/reactor.hpp"
#include "kaon/transport/detail/acceptor.hpp"
#include "kaon/transport/detail/cause_log.hpp"
#include "kaon/transport/detail/census.hpp"
#include "kaon/transport/detail/connection.hpp"
#include "kaon/transport/handler.hpp"
#include "kaon/transport/server_options.hpp"

namespace kaon::inline v0::transport::detail {

class H2Exchange;

class ServerCore final : Timer, Job {
public:
    // All cores of one server, by index; complete before the first of them listens.
    using Others = std::vector<ServerCore*>;

    // `drained` is called once, on this core, when drain() was called and the last connection has gone.
    ServerCore(runtime::Reactor& reactor, Handler handler, const ServerOptions& options, Census& census,
               const Others& others, void (*drained)(void*), void* drained_argument);
    ~ServerCore();

    // `options` outlive it.
    Result<> listen(Fd listener, const ListenOptions& options);
    // Each core that will listen, before the first one does.
    void expect_to_listen() { census_.accepts(); }
    void drain();
    // As drain(), with its deadline passed already.
    void abort();

    // For its acceptors.
    bool has_room() const;
    void accepted(Fd fd, const http::Peer& peer, const Acceptor& by);
    // From another core, which has counted it here.
    struct Arrival {
        Fd fd;
        http::Peer peer;
        const ListenOptions* listener = nullptr;
        bool over_capacity = false;
    };
    void take_over(Arrival arrival);

    // A proxy has said whose connection it passes on.
    void identified(PeerConnection& connection, Fd fd, const http::Peer& peer, const ListenOptions& listener);

    // For connections.
    runtime::Reactor& reactor() const { return reactor_; }
    const ServerOptions& options() const { return options_; }
    const Handler& handler() const { return handler_; }
    bool draining() const { return draining_; }
    // Logs what a peer did wrong, without flooding.
    void tell(std::string_view what, std::string_view cause) { causes_.tell(what, cause, reactor_.now()); }
    // Whether a new connection is worth reading from before it is watched: the last ones had sent their request
    // already. Told afterwards what was found.
    bool reads_at_once();
    void read_at_once(bool found);
    // Whether a step of a handshake fits into this turn: a crowd of them must not stand ahead of every request. The
    // loop reports again, in the order of their arrival, those that did not fit.
    bool may_shake_hands();
    // For the Date field, made once per second: a step of the system's clock shows in the second after.
    std::string_view date() {
        if (reactor_.now() >= date_ends_) [[unlikely]]
            make_date();
        return {date_, sizeof date_};
    }
    // What every request takes and gives back is inline.
    ByteBuffer take_buffer() {
        if (buffers_ready_ == 0) [[unlikely]]
            return make_buffer();
        return std::move(buffers_[--buffers_ready_]);
    }
    void give_back(ByteBuffer& buffer) {
        buffer.clear();
        const std::size_t above = buffer.capacity() - smallest_kept_buffer;  // huge for a smaller one
        if (buffers_ready_ == buffers_kept || above > largest_kept_buffer - smallest_kept_buffer) [[unlikely]]
            return buffer.release();
        buffers_[buffers_ready_++] = std::move(buffer);
    }
    Exchange* take_exchange() {
        if (exchanges_.empty()) [[unlikely]]
            return new Exchange;
        Exchange* exchange = exchanges_.back().release();
        exchanges_.pop_back();
        return exchange;
    }
    void give_back(Exchange* exchange);
    H2Exchange* take_h2_exchange();
    void give_back(H2Exchange* exchange);
    // Called by a connection that has closed; it dies after this turn.
    void retire(PeerConnection& connection);
    // The same peer goes on with `next`, which is opened; null closes it.
    void replace(PeerConnection& connection, std::unique_ptr<PeerConnection> next);

private:
    struct Arrivals : Job {
        ServerCore* server = nullptr;
        Mutex<std::vector<Arrival>> waiting;
    };

    static constexpr std::size_t smallest_kept_buffer = 16 * 1024;
    static constexpr std::size_t largest_kept_buffer = 64 * 1024;
    static constexpr std::size_t buffers_kept = 256;

    template <class F>
    void for_each(F f);
    void count_anew_each_turn();
    void make_date();
    static ByteBuffer make_buffer();
    void link(std::unique_ptr<PeerConnection> connection);
    void unlink(PeerConnection& connection);
    void open(Arrival arrival);
    void greet(PeerConnection& connection);
    void greet_fresh();
    std::unique_ptr<PeerConnection> connection_for(Arrival& arrival);
    std::unique_ptr<PeerConnection> greeting(Fd fd, const http::Peer& peer, const ListenOptions& listener);
    void leave(const http::Peer& peer, bool over_capacity);
    void take_arrivals();
    void ended_if_drained();
    void start_sweeping();
    void sweep();
    void post_end_of_turn();
    void end_turn();
    void stop_listening();
    void report_stuck();

    runtime::Reactor& reactor_;
    const Handler handler_;
    const ServerOptions& options_;
    Census& census_;
    const Others& others_;
    void (*drained_)(void*);
    void* drained_argument_;

    std::vector<std::unique_ptr<Acceptor>> acceptors_;
    Arrivals arrivals_;
    PeerConnection* first_ = nullptr;
    PeerConnection* retired_ = nullptr;
    std::vector<PeerConnection*> fresh_;  // linked, and not opened yet
    std::size_t greeted_ = 0;  // of these
    std::uint32_t count_ = 0;
    std::uint32_t refused_ = 0;  // of them: those that are told that the server is full
    ByteBuffer buffers_[buffers_kept];
    std::size_t buffers_ready_ = 0;
    std::vector<std::unique_ptr<Exchange>> exchanges_;
    std::vector<std::unique_ptr<H2Exchange>> h2_exchanges_;
    CauseLog causes_;
    Instant last_turn_;
    std::uint32_t read_in_turn_ = 0;  // of new connections, at once
    std::uint32_t handshakes_in_turn_ = 0;
    std::uint32_t found_lately_ = 0;
    std::uint32_t not_read_ = 0;
    Instant drain_deadline_ = Instant::never();
    bool draining_ = false;
    bool aborted_ = false;
    bool stuck_reported_ = false;
    bool may_listen_ = true;
    bool end_of_turn_posted_ = false;
    Instant date_ends_;  // when the text below is that of a second that has passed
    char date_[http::date_size] = {};
};

}  // namespace kaon::inline v0::transport::detail
