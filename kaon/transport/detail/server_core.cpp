// Opening, pooling, sweeping, draining on one core.
#include "kaon/transport/detail/server_core.hpp"

#include <algorithm>
#include <ctime>
#include <new>

#include "kaon/transport/detail/h2_exchange.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/proxied_connection.hpp"
#include "kaon/transport/detail/tls_handshake.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

constexpr std::size_t buffer_size = 16 * 1024;
constexpr std::size_t exchanges_kept = 256;
constexpr std::uint32_t refusals_at_once = 64;
constexpr std::uint32_t reads_per_turn = 16;    // of new connections, ahead of those who wait in the loop
constexpr std::uint32_t handshakes_per_turn = 8;  // a tenth of a millisecond each
constexpr std::uint32_t misses_in_a_row = 8;    // before new connections are left to the loop,
constexpr std::uint32_t tried_of = 4;          // but for one of these

}  // namespace

ServerCore::ServerCore(runtime::Reactor& reactor, Handler handler, const ServerOptions& options, Census& census,
                       const Others& others, void (*drained)(void*), void* drained_argument)
    : reactor_(reactor), handler_(handler), options_(options), census_(census), others_(others), drained_(drained),
      drained_argument_(drained_argument) {
    fire = [](Timer& timer) { static_cast<ServerCore&>(timer).sweep(); };
    run = [](Job& job) { static_cast<ServerCore&>(job).end_turn(); };
    // So that giving back never allocates.
    exchanges_.reserve(exchanges_kept);
    h2_exchanges_.reserve(exchanges_kept);
    arrivals_.server = this;
    arrivals_.run = [](Job& job) { static_cast<Arrivals&>(job).server->take_arrivals(); };
}

ServerCore::~ServerCore() {
    stop_listening();
    reactor_.stop(static_cast<Timer&>(*this));
}

Result<> ServerCore::listen(Fd listener, const ListenOptions& options) {
    auto acceptor = std::make_unique<Acceptor>(*this, std::move(listener), options);
    if (Result<> opened = acceptor->open(); !opened) return opened;
    acceptors_.push_back(std::move(acceptor));
    return {};
}

bool ServerCore::has_room() const {
    if (!census_.full()) return true;
    return options_.when_full == WhenFull::refuse && refused_ < refusals_at_once;
}

// A peer that gets no place is told so, with a response to its first request, unless too many are being told.
void ServerCore::accepted(Fd fd, const http::Peer& peer, const Acceptor& by) try {
    Arrival arrival{.fd = std::move(fd), .peer = peer, .listener = &by.options()};
    if (census_.enter(peer) != Census::Entry::admitted) {
        if (refused_ >= refusals_at_once) return;
        arrival.over_capacity = true;
    }
    const std::uint32_t core = census_.place(reactor_.index());
    if (core == reactor_.index()) return open(std::move(arrival));
    const bool over_capacity = arrival.over_capacity;
    try {
        others_[core]->take_over(std::move(arrival));
    } catch (const std::bad_alloc&) {
        others_[core]->leave(peer, over_capacity);
        throw;
    }
} catch (const std::bad_alloc&) {
    transport_log.error("no memory for a connection");
}

void ServerCore::take_over(Arrival arrival) {
    const bool first = arrivals_.waiting.with([&](std::vector<Arrival>& waiting) {
        waiting.push_back(std::move(arrival));
        return waiting.size() == 1;
    });
    if (first) reactor_.post_from_anywhere(arrivals_);
}

void ServerCore::take_arrivals() {
    std::vector<Arrival> taken;
    arrivals_.waiting.with([&](std::vector<Arrival>& waiting) { taken.swap(waiting); });
    for (Arrival& arrival : taken) open(std::move(arrival));
}

void ServerCore::open(Arrival arrival) {
    const http::Peer peer = arrival.peer;
    std::unique_ptr<PeerConnection> connection;
    try {
        connection = connection_for(arrival);
        fresh_.reserve(fresh_.size() + 1);
        start_sweeping();
    } catch (const std::bad_alloc&) {
        transport_log.error("no memory for a connection");
        return leave(peer, arrival.over_capacity);
    }
    connection->over_capacity_ = arrival.over_capacity;
    // From here on it is retire() that takes it out of the count.
    ++count_;
    refused_ += arrival.over_capacity;
    fresh_.push_back(connection.get());
    link(std::move(connection));
    post_end_of_turn();
}

// At the end of the turn: a handler that runs at once may close the listener, which is still asked for more.
void ServerCore::greet_fresh() {
    while (greeted_ < fresh_.size()) greet(*fresh_[greeted_++]);
    fresh_.clear();
    greeted_ = 0;
}

// It may be gone when this returns: one that had sent its only request has been answered.
void ServerCore::greet(PeerConnection& connection) {
    or_abort(connection, [&] {
        if (!connection.open()) return connection.abort();
        if (draining_) connection.drain();
        if (aborted_) connection.abort();  // another core had it in hand when those here were ended
    });
}

void ServerCore::count_anew_each_turn() {
    if (last_turn_ == reactor_.now()) return;
    last_turn_ = reactor_.now();
    read_in_turn_ = 0;
    handshakes_in_turn_ = 0;
}

bool ServerCore::may_shake_hands() {
    count_anew_each_turn();
    return handshakes_in_turn_++ < handshakes_per_turn;
}

bool ServerCore::reads_at_once() {
    count_anew_each_turn();
    if (read_in_turn_ == reads_per_turn || (found_lately_ == 0 && ++not_read_ % tried_of != 0)) return false;
    ++read_in_turn_;
    return true;
}

void ServerCore::read_at_once(bool found) {
    if (found) found_lately_ = misses_in_a_row;
    else if (found_lately_ > 0) --found_lately_;
}

// How a peer that is known begins.
std::unique_ptr<PeerConnection> ServerCore::greeting(Fd fd, const http::Peer& peer, const ListenOptions& listener) {
    if (options_.tls && listener.tls == UseTls::yes) return std::make_unique<TlsHandshake>(*this, std::move(fd), peer);
    return std::make_unique<Connection>(*this, Wire(std::move(fd)), peer);
}

std::unique_ptr<PeerConnection> ServerCore::connection_for(Arrival& arrival) {
    const auto& proxies = arrival.listener->proxies;
    const auto is_one = [&](const http::Network& network) { return network.contains(arrival.peer); };
    if (std::any_of(proxies.begin(), proxies.end(), is_one))
        return std::make_unique<ProxiedConnection>(*this, std::move(arrival.fd), arrival.peer, *arrival.listener);
    return greeting(std::move(arrival.fd), arrival.peer, *arrival.listener);
}

// It is counted as its own peer from here on, not as the proxy's.
void ServerCore::identified(PeerConnection& connection, Fd fd, const http::Peer& peer,
                            const ListenOptions& listener) try {
    auto next = greeting(std::move(fd), peer, listener);
    if (!connection.over_capacity_) {
        const bool admitted = census_.enter_peer(peer);
        census_.leave_peer(connection.peer());
        if (!admitted) {
            census_.leave({});
            connection.over_capacity_ = true;
            ++refused_;
        }
    }
    replace(connection, std::move(next));
} catch (const std::bad_alloc&) {
    retire(connection);
}

void ServerCore::leave(const http::Peer& peer, bool over_capacity) {
    if (!over_capacity) census_.leave(peer);
    census_.left(reactor_.index());
}

void ServerCore::link(std::unique_ptr<PeerConnection> connection) {
    PeerConnection* raw = connection.release();  // owned by the list until bury()
    raw->next_ = first_;
    if (first_) first_->previous_ = raw;
    first_ = raw;
}

// Callers further up the stack still look at it.
void ServerCore::unlink(PeerConnection& connection) {
    (connection.previous_ ? connection.previous_->next_ : first_) = connection.next_;
    if (connection.next_) connection.next_->previous_ = connection.previous_;
    connection.next_retired_ = retired_;
    retired_ = &connection;
    post_end_of_turn();
}

// One that f closes leaves the list, so the next is read before.
template <class F>
void ServerCore::for_each(F f) {
    greet_fresh();
    for (PeerConnection* connection = first_; connection;) {
        PeerConnection* following = connection->next_;
        f(*connection);
        connection = following;
    }
}

void ServerCore::start_sweeping() {
    if (started()) return;
    at = reactor_.now() + 1s;
    reactor_.start(static_cast<Timer&>(*this));
}

void ServerCore::retire(PeerConnection& connection) {
    --count_;
    refused_ -= connection.over_capacity_;
    leave(connection.peer(), connection.over_capacity_);
    unlink(connection);
}

void ServerCore::replace(PeerConnection& connection, std::unique_ptr<PeerConnection> next) {
    PeerConnection* const fresh = next.get();
    if (!fresh) return retire(connection);
    fresh->over_capacity_ = connection.over_capacity_;
    unlink(connection);
    link(std::move(next));
    greet(*fresh);
}

void ServerCore::post_end_of_turn() {
    if (std::exchange(end_of_turn_posted_, true)) return;
    reactor_.post(static_cast<Job&>(*this));
}

void ServerCore::end_turn() {
    end_of_turn_posted_ = false;
    greet_fresh();
    while (PeerConnection* connection = retired_) {
        retired_ = connection->next_retired_;
        delete connection;
    }
    ended_if_drained();
}

// Another core that still accepts may hand a connection over.
void ServerCore::ended_if_drained() {
    if (draining_ && count_ == 0 && drained_ && census_.nothing_comes(reactor_.index()))
        std::exchange(drained_, nullptr)(drained_argument_);
}

void ServerCore::sweep() {
    const Instant now = reactor_.now();
    for_each([now](PeerConnection& connection) { or_abort(connection, [&] { connection.check_deadline(now); }); });
    if (now >= drain_deadline_ && !aborted_) {
        aborted_ = true;
        for_each([](PeerConnection& connection) { connection.abort(); });
    }
    if (aborted_ && now >= drain_deadline_ + options_.stuck_timeout) report_stuck();
    ended_if_drained();
    // The next connection starts the sweep again.
    if (count_ == 0 && (!draining_ || !drained_)) return;
    at = now + (!draining_ ? 1s : count_ ? 50ms : 1ms);
    reactor_.start(static_cast<Timer&>(*this));
}

// A frame that runs cannot be taken away from outside: what can be done is to let its peer go, and to say who holds the
// stop. kaon::serve() ends the process then (kaon/program/last_resort.hpp).
void ServerCore::report_stuck() {
    if (std::exchange(stuck_reported_, true)) return;
    for_each([](PeerConnection& connection) {
        connection.give_up();
        transport_log.error("a handler ignores its cancellation and holds the stop", {{"path", connection.running()}});
    });
}

void ServerCore::stop_listening() {
    if (!std::exchange(may_listen_, false)) return;
    for (const auto& acceptor : acceptors_) acceptor->close();
    acceptors_.clear();
    census_.accepts_no_more();
}

void ServerCore::drain() {
    if (draining_) return;
    draining_ = true;
    stop_listening();
    drain_deadline_ = reactor_.now() + options_.drain_timeout;
    for_each([](PeerConnection& connection) { or_abort(connection, [&] { connection.drain(); }); });
    at = reactor_.now() + 50ms;
    reactor_.start(static_cast<Timer&>(*this));
    post_end_of_turn();
}

void ServerCore::abort() {
    drain();
    drain_deadline_ = reactor_.now();
    sweep();
}

void ServerCore::make_date() {
    timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    http::write_date(time.tv_sec, date_);
    date_ends_ = reactor_.now() + Duration{1'000'000'000 - time.tv_nsec};
}

ByteBuffer ServerCore::make_buffer() {
    ByteBuffer fresh;
    fresh.prepare(buffer_size);
    return fresh;
}

void ServerCore::give_back(Exchange* exchange) {
    exchange->reset();
    if (exchange->body_in.capacity()) [[unlikely]]
        give_back(exchange->body_in);
    if (exchanges_.size() < exchanges_kept) [[likely]]
        exchanges_.emplace_back(exchange);
    else delete exchange;
}

H2Exchange* ServerCore::take_h2_exchange() {
    if (h2_exchanges_.empty()) return new H2Exchange;
    H2Exchange* exchange = h2_exchanges_.back().release();
    h2_exchanges_.pop_back();
    return exchange;
}

void ServerCore::give_back(H2Exchange* exchange) {
    exchange->reset();
    if (h2_exchanges_.size() < exchanges_kept) h2_exchanges_.emplace_back(exchange);
    else delete exchange;
}

}  // namespace kaon::inline v0::transport::detail
