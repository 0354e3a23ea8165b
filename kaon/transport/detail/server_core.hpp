// ServerCore: a server's share on one core: its listener, its connections, their pooled memory, the sweep of deadlines.
//
//   ServerCore core(reactor, handler, options, max_connections, drained, argument);
//   core.listen(std::move(listener));
//   ...
//   core.drain();                     // then drained(argument), when the last connection has gone
//
// Threads: its core's own. Lifetime: outlives its connections; `options` and the handler's target outlive it.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "kaon/http/date.hpp"
#include "kaon/runtime/reactor.hpp"
#include "kaon/transport/detail/connection.hpp"
#include "kaon/transport/handler.hpp"
#include "kaon/transport/server_options.hpp"

namespace kaon::inline v0::transport::detail {

class ServerCore final : runtime::Watch, Timer, Job {
public:
    // `drained` is called once, on this core, when drain() was called and the last connection has gone.
    ServerCore(runtime::Reactor& reactor, Handler handler, const ServerOptions& options, std::uint32_t max_connections,
               void (*drained)(void*), void* drained_argument);
    ~ServerCore();

    Result<> listen(Fd listener);
    void drain();
    // As drain(), with its deadline passed already.
    void abort();

    // For connections.
    runtime::Reactor& reactor() const { return reactor_; }
    const ServerOptions& options() const { return options_; }
    const Handler& handler() const { return handler_; }
    bool draining() const { return draining_; }
    // For the Date field, made once per second.
    std::string_view date();
    ByteBuffer take_buffer();
    void give_back(ByteBuffer& buffer);
    Exchange* take_exchange();
    void give_back(Exchange* exchange);
    // Called by a connection that has closed; it dies after this turn.
    void retire(PeerConnection& connection);
    // The same peer goes on with `next`, which is opened; null closes it.
    void replace(PeerConnection& connection, std::unique_ptr<PeerConnection> next);

private:
    // Peers are counted by address; the seed keeps others from choosing addresses that collide.
    struct PeerKey {
        std::uint64_t high, low;
        bool operator==(const PeerKey&) const = default;
    };
    struct PeerHash {
        std::uint64_t seed;
        std::size_t operator()(const PeerKey& key) const;
    };
    static PeerKey key_of(const http::Peer& peer);

    template <class F>
    void for_each(F f);
    void accept();
    void accept_again();
    void link(std::unique_ptr<PeerConnection> connection);
    void unlink(PeerConnection& connection);
    void open(Fd fd, const http::Peer& peer);
    bool admit(const http::Peer& peer);
    void leave(const http::Peer& peer);
    void start_sweeping();
    void sweep();
    void post_burial();
    void bury();
    void stop_listening();

    runtime::Reactor& reactor_;
    const Handler handler_;
    const ServerOptions& options_;
    const std::uint32_t max_connections_;
    void (*drained_)(void*);
    void* drained_argument_;

    Fd listener_;
    PeerConnection* first_ = nullptr;
    PeerConnection* retired_ = nullptr;
    std::uint32_t count_ = 0;
    std::unordered_map<PeerKey, std::uint32_t, PeerHash> peers_;
    std::vector<ByteBuffer> buffers_;
    std::vector<std::unique_ptr<Exchange>> exchanges_;
    Instant drain_deadline_ = Instant::never();
    bool draining_ = false;
    bool aborted_ = false;
    bool listening_paused_ = false;
    bool burial_posted_ = false;
    std::int64_t date_second_ = -1;
    char date_[http::date_size] = {};
};

}  // namespace kaon::inline v0::transport::detail
