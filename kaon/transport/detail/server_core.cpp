// Accepting, pooling, sweeping, draining on one core.
#include "kaon/transport/detail/server_core.hpp"

#include <cerrno>
#include <cstring>
#include <ctime>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/random.h>
#include <sys/socket.h>

#include "kaon/runtime/socket_address.hpp"
#include "kaon/transport/detail/log.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

constexpr std::size_t buffer_size = 16 * 1024;
constexpr std::size_t largest_kept_buffer = 64 * 1024;
constexpr std::size_t buffers_kept = 256;
constexpr std::size_t exchanges_kept = 256;
constexpr int accepts_per_turn = 64;

std::uint64_t random_seed() {
    std::uint64_t seed = 0;
    [[maybe_unused]] const ssize_t n = ::getrandom(&seed, sizeof seed, 0);
    return seed;
}

}  // namespace

std::size_t ServerCore::PeerHash::operator()(const PeerKey& key) const {
    std::uint64_t h = (key.high ^ seed) * 0x9e3779b97f4a7c15u;
    h ^= h >> 32;
    h = (h + key.low) * 0xd6e8feb86659fd93u ^ seed;
    return h ^ (h >> 29);
}

ServerCore::PeerKey ServerCore::key_of(const http::Peer& peer) {
    PeerKey key;
    std::memcpy(&key.high, peer.address, 8);
    std::memcpy(&key.low, peer.address + 8, 8);
    return key;
}

ServerCore::ServerCore(runtime::Reactor& reactor, Handler handler, const ServerOptions& options,
                       std::uint32_t max_connections, void (*drained)(void*), void* drained_argument)
    : reactor_(reactor), handler_(handler), options_(options), max_connections_(max_connections), drained_(drained),
      drained_argument_(drained_argument), peers_(0, PeerHash{random_seed()}) {
    ready = [](runtime::Watch& watch, runtime::Readiness) { static_cast<ServerCore&>(watch).accept(); };
    fire = [](Timer& timer) { static_cast<ServerCore&>(timer).sweep(); };
    run = [](Job& job) { static_cast<ServerCore&>(job).bury(); };
}

ServerCore::~ServerCore() {
    stop_listening();
    reactor_.stop(static_cast<Timer&>(*this));
}

Result<> ServerCore::listen(Fd listener) {
    listener_ = std::move(listener);
    const int one = 1;
    setsockopt(listener_.number(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    // A peer that has vanished without a word (accepted sockets inherit this): handlers and silent streams have no
    // deadline that would notice.
    const int silence = 60, interval = 15;
    setsockopt(listener_.number(), SOL_SOCKET, SO_KEEPALIVE, &one, sizeof one);
    setsockopt(listener_.number(), IPPROTO_TCP, TCP_KEEPIDLE, &silence, sizeof silence);
    setsockopt(listener_.number(), IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
    return reactor_.watch(*this, listener_.number(), runtime::Interest::read);
}

void ServerCore::accept() {
    for (int i = 0; i < accepts_per_turn; ++i) {
        if (count_ >= max_connections_) {
            listening_paused_ = true;  // the kernel's queue holds the rest until one leaves
            return reactor_.change(*this, runtime::Interest::none);
        }
        sockaddr_storage from;
        socklen_t size = sizeof from;
        Fd fd(::accept4(listener_.number(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!fd) {
            if (errno == EAGAIN) return;
            if (errno == ECONNABORTED || errno == EINTR || errno == EPROTO) continue;
            transport_log.error("cannot accept", {{"error", std::strerror(errno)}});
            // Out of descriptors or memory: the sweep listens again.
            listening_paused_ = true;
            start_sweeping();
            return reactor_.change(*this, runtime::Interest::none);
        }
        const auto address = runtime::SocketAddress::from_system(&from, size);
        http::Peer peer{.port = address.port()};
        address.mapped(peer.address);
        if (admit(peer)) open(std::move(fd), peer);
    }
}

bool ServerCore::admit(const http::Peer& peer) {
    if (options_.connections_per_peer == 0) return true;
    std::uint32_t& count = peers_[key_of(peer)];
    if (count >= options_.connections_per_peer) return false;
    ++count;
    return true;
}

void ServerCore::leave(const http::Peer& peer) {
    if (options_.connections_per_peer == 0) return;
    const auto found = peers_.find(key_of(peer));
    if (found != peers_.end() && --found->second == 0) peers_.erase(found);
}

void ServerCore::open(Fd fd, const http::Peer& peer) {
    auto connection = std::make_unique<Connection>(*this, Wire(std::move(fd)), peer);
    if (!connection->open()) return leave(peer);
    ++count_;
    link(std::move(connection));
    start_sweeping();
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
    post_burial();
}

// One that f closes leaves the list, so the next is read before.
template <class F>
void ServerCore::for_each(F f) {
    for (PeerConnection* connection = first_; connection;) {
        PeerConnection* following = connection->next_;
        f(*connection);
        connection = following;
    }
}

void ServerCore::accept_again() {
    if (!listening_paused_ || draining_ || count_ >= max_connections_) return;
    listening_paused_ = false;
    reactor_.change(*this, runtime::Interest::read);
}

void ServerCore::start_sweeping() {
    if (started()) return;
    at = reactor_.now() + 1s;
    reactor_.start(static_cast<Timer&>(*this));
}

void ServerCore::retire(PeerConnection& connection) {
    --count_;
    leave(connection.peer());
    unlink(connection);
}

void ServerCore::replace(PeerConnection& connection, std::unique_ptr<PeerConnection> next) {
    PeerConnection* const fresh = next.get();
    if (!fresh) return retire(connection);
    unlink(connection);
    link(std::move(next));
    if (!fresh->open()) return retire(*fresh);
    if (draining_) fresh->drain();
}

void ServerCore::post_burial() {
    if (std::exchange(burial_posted_, true)) return;
    reactor_.post(static_cast<Job&>(*this));
}

void ServerCore::bury() {
    burial_posted_ = false;
    while (PeerConnection* connection = retired_) {
        retired_ = connection->next_retired_;
        delete connection;
    }
    accept_again();
    if (draining_ && count_ == 0 && drained_) std::exchange(drained_, nullptr)(drained_argument_);
}

void ServerCore::sweep() {
    const Instant now = reactor_.now();
    for_each([now](PeerConnection& connection) { connection.check_deadline(now); });
    if (now >= drain_deadline_ && !aborted_) {
        aborted_ = true;
        for_each([](PeerConnection& connection) { connection.abort(); });
    }
    accept_again();
    if (count_ == 0 && !listening_paused_) return;  // the next connection starts the sweep again
    at = now + (draining_ ? 50ms : 1s);
    reactor_.start(static_cast<Timer&>(*this));
}

void ServerCore::stop_listening() {
    if (!listener_) return;
    reactor_.unwatch(*this);
    listener_.reset();
}

void ServerCore::drain() {
    if (draining_) return;
    draining_ = true;
    stop_listening();
    drain_deadline_ = reactor_.now() + options_.drain_timeout;
    for_each([](PeerConnection& connection) { connection.drain(); });
    at = reactor_.now() + 50ms;
    reactor_.start(static_cast<Timer&>(*this));
    post_burial();
}

void ServerCore::abort() {
    drain();
    drain_deadline_ = reactor_.now();
    sweep();
}

std::string_view ServerCore::date() {
    timespec time;
    clock_gettime(CLOCK_REALTIME_COARSE, &time);  // asked for each response: no dearer than a load
    if (time.tv_sec != date_second_) {
        date_second_ = time.tv_sec;
        http::write_date(date_second_, date_);
    }
    return {date_, sizeof date_};
}

ByteBuffer ServerCore::take_buffer() {
    if (buffers_.empty()) {
        ByteBuffer fresh;
        fresh.prepare(buffer_size);
        return fresh;
    }
    ByteBuffer buffer = std::move(buffers_.back());
    buffers_.pop_back();
    return buffer;
}

void ServerCore::give_back(ByteBuffer& buffer) {
    buffer.clear();
    if (buffers_.size() < buffers_kept && buffer.capacity() <= largest_kept_buffer)
        buffers_.push_back(std::move(buffer));
    buffer.release();
}

Exchange* ServerCore::take_exchange() {
    if (exchanges_.empty()) return new Exchange;
    Exchange* exchange = exchanges_.back().release();
    exchanges_.pop_back();
    return exchange;
}

void ServerCore::give_back(Exchange* exchange) {
    exchange->reset();
    if (exchange->body_in.capacity()) give_back(exchange->body_in);
    if (exchanges_.size() < exchanges_kept) exchanges_.emplace_back(exchange);
    else delete exchange;
}

}  // namespace kaon::inline v0::transport::detail
