// Spreading a server over the cores, stopping it, waiting for the last connection.
#include "kaon/transport/server.hpp"

#include <atomic>
#include <fcntl.h>

#include "kaon/coro/group.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport {

struct Server::State {
    // A server's share on one core, with the jobs that cross threads.
    struct Share {
        struct Step : Job {
            Share* share = nullptr;
        };
        State* state = nullptr;
        runtime::Reactor* reactor = nullptr;
        Fd listener;
        std::unique_ptr<detail::ServerCore> core;
        Step open, drain, abort, close;  // on the share's core
        Step closed, aborted;            // on core 0, back from the others
    };
    class Closed;

    runtime::SocketAddress bound;
    ServerOptions options;
    Fd first_listener;
    bool adopted = false;
    runtime::Runtime* runtime = nullptr;
    std::vector<std::unique_ptr<Share>> shares;
    std::atomic<bool> stopped = false;
    std::atomic<bool> serving = false;
    std::atomic<bool> draining = false;  // the shares were told, once
    std::size_t answers_due = 0;         // on core 0: jobs on other cores that still use this state
    Closed* waiting = nullptr;

    void start(runtime::Runtime& on, Handler handler);
    Fd another_listener();
    void add_share(std::uint32_t core, Fd listener, Handler handler, std::uint32_t connections);
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

Result<Server> Server::bind(const runtime::SocketAddress& address, ServerOptions options) {
    // Exclusively first: SO_REUSEPORT alone would let a second program of the same user share the port in silence.
    if (Result<Fd> probe = listen_on(address, runtime::PortUse::exclusive); !probe) return std::move(probe).error();
    Result<Fd> listener = listen_on(address, runtime::PortUse::shared);
    if (!listener) return std::move(listener).error();
    Server server = adopt(std::move(listener).value(), options);
    server.state_->adopted = false;
    return server;
}

Server Server::adopt(Fd listener, ServerOptions options) {
    auto state = std::make_unique<State>();
    state->bound = runtime::SocketAddress::local(listener.number());
    state->options = options;
    state->first_listener = std::move(listener);
    state->adopted = true;
    return Server(std::move(state));
}

runtime::SocketAddress Server::address() const { return state_->bound; }

void Server::stop() { state_->stop(); }

void Server::State::stop() {
    stopped = true;
    if (!serving || draining.exchange(true)) return;
    for (auto& share : shares) share->reactor->post_from_anywhere(share->drain);
}

void Server::State::start(runtime::Runtime& on, Handler handler) {
    runtime = &on;
    // A Unix socket has one listener: the other cores would have nothing to accept.
    const std::uint32_t cores = bound.port() == 0 ? 1 : on.cores();
    const std::uint32_t connections = options.connections / cores + 1;
    for (std::uint32_t core = 1; core < cores; ++core) {
        if (Fd listener = another_listener()) add_share(core, std::move(listener), handler, connections);
    }
    add_share(0, std::move(first_listener), handler, connections);
    answers_due = shares.size();
    for (auto& share : shares) share->reactor->post_from_anywhere(share->open);
    serving = true;
    if (stopped) stop();  // it was called before
}

// What is queued at an adopted socket must not depend on this process, so the cores share its one queue.
Fd Server::State::another_listener() {
    if (adopted) return Fd(::fcntl(first_listener.number(), F_DUPFD_CLOEXEC, 0));
    Result<Fd> listener = listen_on(bound, runtime::PortUse::shared);
    return listener ? std::move(listener).value() : Fd();
}

void Server::State::abort() {
    answers_due += shares.size();
    for (auto& share : shares) share->reactor->post_from_anywhere(share->abort);
}

void Server::State::answered() {
    if (--answers_due == 0 && waiting) std::exchange(waiting, nullptr)->closed();
}

void Server::State::add_share(std::uint32_t core, Fd listener, Handler handler, std::uint32_t connections) {
    auto share = std::make_unique<Share>();
    share->state = this;
    share->reactor = &runtime->core(core);
    share->listener = std::move(listener);
    auto drained = [](void* argument) {
        Share& ended = *static_cast<Share*>(argument);
        ended.reactor->post(ended.close);
    };
    share->core =
        std::make_unique<detail::ServerCore>(*share->reactor, handler, options, connections, drained, share.get());
    for (Share::Step* step :
         {&share->open, &share->drain, &share->abort, &share->close, &share->closed, &share->aborted})
        step->share = share.get();
    share->open.run = [](Job& job) {
        Share& self = *static_cast<Share::Step&>(job).share;
        if (Result<> listening = self.core->listen(std::move(self.listener)); !listening) {
            detail::transport_log.error("cannot listen", {{"error", listening.error().describe_all()}});
        }
    };
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
