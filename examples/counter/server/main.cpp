// The program: serves until it is told to stop.
#include <csignal>
#include <cstdio>

#include "kaon/telemetry/export/log_sink.hpp"
#include "kaon/transport/serve.hpp"
#include "kaon/web/config/config.hpp"
#include "server/routes.hpp"

using namespace kaon;

namespace {

struct Settings {
    std::string host = "127.0.0.1";
    std::uint16_t port = 3002;
};

Task<void> program(runtime::Runtime& runtime, runtime::Signals& signals) {
    const Settings settings = co_await read_config<Settings>({.prefix = "COUNTER_"});
    Service service = co_await counter::routes().build();
    const auto address = co_await runtime::SocketAddress::parse(settings.host, settings.port);
    transport::Server server = co_await transport::Server::bind(address);
    std::printf("counter on http://%s\n", server.address().text().c_str());
    std::fflush(stdout);
    co_await transport::serve(runtime, signals, server, service, service.background());
}

}  // namespace

int main() {
    runtime::Signals signals({SIGTERM, SIGINT});
    telemetry::LogSink log;
    telemetry::Installed installed(log, telemetry::Level::info);
    runtime::Runtime runtime;
    const Result<> ended = runtime.run(program(runtime, signals));
    if (ended) return 0;
    std::fprintf(stderr, "counter: %s\n", ended.error().describe_all().c_str());
    return 1;
}
