// Server, signals and background Tasks in one scope.
#include "kaon/transport/serve.hpp"

#include <csignal>

#include "kaon/coro/group.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/transport/detail/log.hpp"

namespace kaon::inline v0::transport {

using detail::transport_log;

namespace {

// Ends when a second signal says that nobody wants to wait for the drain.
Task<void> obey(runtime::Signals& signals, Server& server) {
    const int first = co_await signals.next();
    transport_log.info("stopping", {{"signal", first}});
    server.stop();
    const int second = co_await signals.next();
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
                 const Background& background) {
    std::signal(SIGPIPE, SIG_IGN);  // sendfile(2) cannot be told to leave it
    transport_log.info("listening", {{"address", server.address().text()}});
    co_await first_of(server.serve(runtime, handler), obey(signals, server), run_background(background));
    transport_log.info("stopped");
}

}  // namespace kaon::inline v0::transport
