// Spreading a server over the cores, stopping it, waiting for the last connection.
#include "kaon/transport/server.hpp"

#include <atomic>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "kaon/coro/group.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport {

namespace {

Result<> restrict_file(const runtime::SocketAddress& address, std::uint32_t permissions) {
    if (address.family() != AF_UNIX) return {};
    const auto* file = static_cast<const sockaddr_un*>(address.system());
    if (::chmod(file->sun_path, permissions) == 0) return {};
    return Error(Errc::forbidden, "cannot set the permissions of " + address.text()).with_detail(std::strerror(errno));
}

}  // namespace

struct Server::State {
    struct Listener {
        runtime::SocketAddress address;
        ListenOptions options;
        Fd socket;             // until it is a core's
        bool adopted = false;
    };
    // A server's share on one core, with the jobs that cross threads.
    struct Share {
        struct Step : Job {
            Share* share = nullptr;
        };
        State* state = nullptr;
        runtime::Reactor* reactor = nullptr;
        std::vector<std::pair<Fd, const Listener*>> sockets;  // until they are watched
        std::unique_ptr<detail::ServerCore> core;
        Step open, drain, abort, close;  // on the share's core
        Step closed, aborted;            // on core 0, back from the others
    };
    class Closed;

    ServerOptions options;
    std::vector<std::unique_ptr<Listener>> listeners;
    std::vector<int> sockets;
    std::vector<std::string> names;  // of the sockets
    runtime::Runtime* runtime = nullptr;
    std::unique_ptr<detail::Census> census;
    detail::ServerCore::Others cores;
    std::vector<std::unique_ptr<Share>> shares;
    std::atomic<bool> stopped = false;
    std::atomic<bool> serving = false;
    std::atomic<bool> draining = false;  // the shares were told, once
    std::function<void(Duration)> on_end;
    std::size_t answers_due = 0;         // on core 0: jobs on other cores that still use this state
    Closed* waiting = nullptr;

    void start(runtime::Runtime& on, Handler handler);
    void spread(Listener& listener, std::size_t index);
    void give(Share& share, Fd socket, const Listener& listener);
    void add_share(std::uint32_t core, Handler handler);
    static void open_share(Job& job);
    void stop();
    void abort();
    void answered();
};

class Server::State::Closed final : public Operation<void> {
public:
    explicit Closed(State& state) : state_(state) {}
    void closed() { complete({}); }

private:
    Begun start(Core&) override {
        if (state_.answers_due == 0) {
            finish({});
            return Begun::finished;
        }
        state_.waiting = this;
        return Begun::waiting;
    }
    // Cancelling the server is stopping it; the wait itself is taken up again by serve().
    void stop() override { state_.waiting = nullptr; }

    State& state_;
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::bind(const runtime::SocketAddress& address, ServerOptions options, ListenOptions first) {
    Server server = without_listener(options);
    if (Result<> listening = server.listen(address, std::move(first)); !listening) return std::move(listening).error();
    return server;
}

Server Server::adopt(Fd listener, ServerOptions options, ListenOptions first) {
    Server server = without_listener(options);
    server.listen(std::move(listener), std::move(first));
    return server;
}

Server Server::without_listener(ServerOptions options) {
    auto state = std::make_unique<State>();
    state->options = options;
    return Server(std::move(state));
}

Result<> Server::listen(const runtime::SocketAddress& address, ListenOptions options) {
    // Exclusively first: SO_REUSEPORT alone would let a second program of the same user share the port in silence.
    if (address.family() != AF_UNIX) {
        if (Result<Fd> probe = listen_on(address, runtime::PortUse::exclusive); !probe) return std::move(probe).error();
    }
    Result<Fd> socket = listen_on(address, runtime::PortUse::shared);
    if (!socket) return std::move(socket).error();
    if (options.permissions) {
        if (Result<> set = restrict_file(address, options.permissions); !set) return set;
    }
    listen(std::move(socket).value(), options);
    state_->listeners.back()->adopted = false;
    return {};
}

void Server::listen(Fd listener, ListenOptions options) {
    const auto address = runtime::SocketAddress::local(listener.number());
    state_->listeners.push_back(std::make_unique<State::Listener>(address, options, std::move(listener), true));
}

runtime::SocketAddress Server::address() const { return state_->listeners.front()->address; }

std::vector<runtime::SocketAddress> Server::addresses() const {
    std::vector<runtime::SocketAddress> all;
    for (const auto& listener : state_->listeners) all.push_back(listener->address);
    return all;
}

std::vector<int> Server::sockets() const { return state_->sockets; }
std::vector<std::string> Server::socket_names() const { return state_->names; }
const ServerOptions& Server::options() const { return state_->options; }

std::vector<std::uint32_t> Server::connections() const {
    std::vector<std::uint32_t> counts;
    for (std::uint32_t core = 0; state_->census && core < state_->census->cores(); ++core)
        counts.push_back(state_->census->on_core(core));
    return counts;
}

void Server::stop() { state_->stop(); }

void Server::on_end(std::function<void(Duration)> hook) { state_->on_end = std::move(hook); }

void Server::State::stop() {
    stopped = true;
    if (!serving || draining.exchange(true)) return;
    if (on_end) on_end(options.longest_stop());
    for (auto& share : shares) share->reactor->post_from_anywhere(share->drain);
}

void Server::State::start(runtime::Runtime& on, Handler handler) {
    runtime = &on;
    census = std::make_unique<detail::Census>(options.connections, options.connections_per_peer, on.cores());
    for (std::uint32_t core = 0; core < on.cores(); ++core) add_share(core, handler);
    for (std::size_t i = 0; i < listeners.size(); ++i) spread(*listeners[i], i);
    answers_due = shares.size();
    for (auto& share : shares) share->core->expect_to_listen();
    for (auto& share : shares) share->reactor->post_from_anywhere(share->open);
    serving = true;
    if (stopped) stop();  // it was called before
}

// A port that is ours alone gets a listener on each core. Any other socket belongs to one core, which hands over what
// it accepts: an adopted one's queue must not depend on this process, and a Unix socket has no more than one.
void Server::State::spread(Listener& listener, std::size_t index) {
    const std::size_t first = index % shares.size();
    if (!listener.adopted && listener.address.port() != 0) {
        for (std::size_t core = 0; core < shares.size(); ++core) {
            if (core == first) continue;
            Result<Fd> another = listen_on(listener.address, runtime::PortUse::shared);
            if (another) give(*shares[core], std::move(another).value(), listener);
        }
    }
    give(*shares[first], std::move(listener.socket), listener);
}

void Server::State::give(Share& share, Fd socket, const Listener& listener) {
    sockets.push_back(socket.number());
    names.push_back(listener.options.name);
    share.sockets.emplace_back(std::move(socket), &listener);
}

void Server::State::abort() {
    if (on_end) on_end(options.stuck_timeout);
    answers_due += shares.size();
    for (auto& share : shares) share->reactor->post_from_anywhere(share->abort);
}

void Server::State::answered() {
    if (--answers_due == 0 && waiting) std::exchange(waiting, nullptr)->closed();
}

void Server::State::open_share(Job& job) {
    Share& self = *static_cast<Share::Step&>(job).share;
    for (auto& [socket, listener] : self.sockets) {
        if (Result<> listening = self.core->listen(std::move(socket), listener->options); !listening) {
            detail::transport_log.error(
                "cannot listen", {{"address", listener->address.text()}, {"error", listening.error().describe_all()}});
        }
    }
    self.sockets.clear();
}

void Server::State::add_share(std::uint32_t core, Handler handler) {
    auto share = std::make_unique<Share>();
    share->state = this;
    share->reactor = &runtime->core(core);
    auto drained = [](void* argument) {
        Share& ended = *static_cast<Share*>(argument);
        ended.reactor->post(ended.close);
    };
    share->core =
        std::make_unique<detail::ServerCore>(*share->reactor, handler, options, *census, cores, drained, share.get());
    cores.push_back(share->core.get());
    for (Share::Step* step :
         {&share->open, &share->drain, &share->abort, &share->close, &share->closed, &share->aborted})
        step->share = share.get();
    share->open.run = open_share;
    share->drain.run = [](Job& job) {
        Share& self = *static_cast<Share::Step&>(job).share;
        if (self.core) self.core->drain();
    };
    share->abort.run = [](Job& job) {
        Share& self = *static_cast<Share::Step&>(job).share;
        if (self.core) self.core->abort();
        self.state->runtime->core(0).post_from_anywhere(self.aborted);
    };
    share->close.run = [](Job& job) {
        Share& self = *static_cast<Share::Step&>(job).share;
        self.core.reset();
        self.state->runtime->core(0).post_from_anywhere(self.closed);
    };
    share->closed.run = share->aborted.run = [](Job& job) { static_cast<Share::Step&>(job).share->state->answered(); };
    shares.push_back(std::move(share));
}

Task<void> Server::serve(runtime::Runtime& runtime, Handler handler) {
    state_->start(runtime, handler);
    Result<> closed = co_await attempt(State::Closed(*state_));
    if (closed) {
        state_->serving = false;
        co_return;
    }
    // Cancelled: nobody waits for the responses any more, but the connections must be gone before this ends.
    state_->abort();
    auto drained = [](State& state) -> Task<void> { co_await State::Closed(state); };
    co_await shield(drained(*state_));
    state_->serving = false;
    co_await std::move(closed);
}

}  // namespace kaon::inline v0::transport
