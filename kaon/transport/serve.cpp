// Server, signals and background Tasks in one scope.
#include "kaon/transport/serve.hpp"

#include <csignal>
#include <set>
#include <string>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/notify.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/runtime/say_ready.hpp"
#include "kaon/runtime/tls.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/successor.hpp"

namespace kaon::inline v0::transport {

using detail::transport_log;

namespace {

// They live as long as the server, even when all that they wait for has ended.
struct UntilCancelled final : Operation<void> {
    Begun start(Core&) override { return Begun::waiting; }
};

// The background Tasks that no two processes run at once.
class Alone {
public:
    Alone(const Background& starts, const Fd& predecessor) : starts_(starts), predecessor_(predecessor) {}

    Task<void> run() {
        co_await scope([this](Scope& scope) -> Task<void> {
            scope.spawn(begin(scope));
            co_await leave_.notified();
            scope.cancel();
            co_await scope.idle();
        });
        successor_.reset();
        co_await UntilCancelled();
    }
    // They end, and then the successor is told that its own may begin.
    void leave(Fd successor) {
        successor_ = std::move(successor);
        leave_.notify_one();
    }

private:
    Task<void> begin(Scope& scope) {
        co_await predecessor_gave_way(predecessor_);
        for (const auto& start : starts_) scope.spawn(start());
    }

    const Background& starts_;
    const Fd& predecessor_;
    Notify leave_;
    Fd successor_;
};

// Whether the program goes on in another process. `link` tells it when this one has given way.
Task<bool> handed_over(const Restart& restart, const Server& server, Fd& link) {
    transport_log.info("restarting", {{"program", restart.command.front()}});
    Result<Started> next = co_await attempt(start_successor({.command = restart.command,
                                                             .sockets = server.sockets(),
                                                             .names = server.socket_names(),
                                                             .timeout = restart.timeout}));
    if (next) {
        transport_log.info("another process serves now", {{"pid", next->pid}});
        runtime::say_main_process(next->pid);
        link = std::move(next->link);
        co_return true;
    }
    if (!next.error().is(Errc::cancelled))
        transport_log.error("cannot restart; serving on", {{"error", next.error().describe_all()}});
    co_return false;
}

// Those who are connected stay so. Files are read on the blocking pool.
Task<void> reload_certificates(std::shared_ptr<runtime::TlsServer> tls) {
    const Result<> reloaded = co_await attempt(spawn_blocking([tls] { return tls->reload(); }));
    if (reloaded) transport_log.info("the certificates were read again");
    else
        transport_log.error("the certificates cannot be used; the ones before stay",
                            {{"error", reloaded.error().describe_all()}});
}

// The next signal that is not for the certificates.
Task<int> next_signal(runtime::Signals& signals, const Server& server) {
    for (;;) {
        const int number = co_await signals.next();
        if (number != SIGHUP || !server.options().tls) co_return number;
        co_await reload_certificates(server.options().tls);
    }
}

bool is_for_restart(int number, const Restart& restart) { return !restart.command.empty() && number == restart.signal; }

// The next signal that asks for an end; a restart is under way, or too late.
Task<int> stop_signal(runtime::Signals& signals, const Server& server, const Restart& restart) {
    int number = 0;
    do number = co_await next_signal(signals, server);
    while (is_for_restart(number, restart));
    co_return number;
}

// Ends when a second signal says that nobody wants to wait for the drain.
Task<void> obey(runtime::Signals& signals, Server& server, Alone& alone, const Restart& restart) {
    Fd link;
    int number = 0;
    for (bool serves = true; serves;) {
        number = co_await next_signal(signals, server);
        if (!is_for_restart(number, restart)) break;
        // Whoever wants an end meanwhile need not wait until the new process serves, or fails: it goes too.
        const auto first = co_await first_of(handed_over(restart, server, link), stop_signal(signals, server, restart));
        if (const int* const stop = std::get_if<1>(&first)) number = *stop;
        serves = first.index() == 0 && !std::get<0>(first);
    }
    transport_log.info("stopping", {{"signal", number}});
    server.stop();
    alone.leave(std::move(link));
    const int second = co_await stop_signal(signals, server, restart);
    transport_log.warn("stopping at once", {{"signal", second}});
}

Task<void> run_background(const Background& starts) {
    co_await scope([&](Scope& scope) -> Task<void> {
        for (const auto& start : starts) scope.spawn(start());
        co_await UntilCancelled();
    });
}

}  // namespace

const Background& no_background() {
    static const Background none;
    return none;
}

Task<void> serve(runtime::Runtime& runtime, runtime::Signals& signals, Server& server, Handler handler,
                 const Background& background, Restart restart) {
    std::signal(SIGPIPE, SIG_IGN);  // sendfile(2) cannot be told to leave it
    std::set<std::string> addresses;  // a process before this one may have had each once for every core
    for (const runtime::SocketAddress& address : server.addresses()) {
        if (std::string text = address.text(); addresses.insert(text).second)
            transport_log.info("listening", {{"address", text}});
    }
    Alone alone(restart.alone, restart.predecessor);
    co_await first_of(server.serve(runtime, handler), obey(signals, server, alone, restart), run_background(background),
                      alone.run());
    transport_log.info("stopped");
}

}  // namespace kaon::inline v0::transport
