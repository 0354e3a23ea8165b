// Server, signals and background Tasks in one scope.
#include "kaon/transport/serve.hpp"

#include <csignal>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/runtime/say_ready.hpp"
#include "kaon/runtime/tls.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/successor.hpp"

namespace kaon::inline v0::transport {

using detail::transport_log;

namespace {

// Whether the program goes on in another process.
Task<bool> handed_over(const Restart& restart, const Server& server) {
    transport_log.info("restarting", {{"program", restart.command.front()}});
    const Result<int> pid = co_await attempt(start_successor({.command = restart.command,
                                                              .sockets = server.sockets(),
                                                              .names = server.socket_names(),
                                                              .timeout = restart.timeout}));
    if (pid) {
        transport_log.info("another process serves now", {{"pid", *pid}});
        runtime::say_main_process(*pid);
        co_return true;
    }
    transport_log.error("cannot restart; serving on", {{"error", pid.error().describe_all()}});
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

bool is_for_reload(int number, const Server& server) { return number == SIGHUP && server.options().tls; }

// Ends when a second signal says that nobody wants to wait for the drain.
Task<void> obey(runtime::Signals& signals, Server& server, const Restart& restart) {
    int number = 0;
    for (;;) {
        number = co_await signals.next();
        if (is_for_reload(number, server)) co_await reload_certificates(server.options().tls);
        else if (restart.command.empty() || number != restart.signal) break;
        else if (co_await handed_over(restart, server)) break;
    }
    transport_log.info("stopping", {{"signal", number}});
    server.stop();
    int second = 0;
    do second = co_await signals.next();
    while (is_for_reload(second, server));
    transport_log.warn("stopping at once", {{"signal", second}});
}

Task<void> run_background(const Background& starts) {
    co_await scope([&](Scope& scope) -> Task<void> {
        for (const auto& start : starts) scope.spawn(start());
        // They live as long as the server, even when all of them have ended.
        struct UntilCancelled final : Operation<void> {
            Begun start(Core&) override { return Begun::waiting; }
        };
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
    for (const runtime::SocketAddress& address : server.addresses())
        transport_log.info("listening", {{"address", address.text()}});
    co_await first_of(server.serve(runtime, handler), obey(signals, server, restart), run_background(background));
    transport_log.info("stopped");
}

}  // namespace kaon::inline v0::transport
