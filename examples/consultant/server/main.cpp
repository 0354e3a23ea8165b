// The consultant's program: reads its options, opens and migrates the database, serves until it is told to stop.
#include <csignal>
#include <cstdio>

#include "advisor/load.hpp"
#include "embedded/migrations.hpp"
#include "kaon/sql/sql.hpp"
#include "kaon/telemetry/export/log_sink.hpp"
#include "kaon/transport/serve.hpp"
#include "server/options.hpp"
#include "server/routes.hpp"

using namespace kaon;

namespace {

// A wrong port or address is the user's mistake: it is named in their words.
Result<transport::Server> bind(const consultant::Options& options) {
    Result<runtime::SocketAddress> address = runtime::SocketAddress::parse(options.host, options.port);
    if (!address)
        return Error(Errc::invalid, "'" + options.host + "' is not an address: use numbers such as 127.0.0.1");
    Result<transport::Server> server = transport::Server::bind(*address);
    if (server) return server;
    const std::string where = address->text();
    if (server.error().is(Errc::conflict))
        return Error(Errc::conflict, where + " is taken: stop what listens there, or choose another --port");
    if (server.error().is(Errc::forbidden))
        return Error(Errc::forbidden, "no right to listen on " + where + ": ports below 1024 are root's");
    return Error(Errc::unavailable, "cannot listen on " + where + ": " + std::string(server.error().detail()));
}

Task<void> program(runtime::Runtime& runtime, runtime::Signals& signals, const consultant::Options& options) {
    transport::Server server = co_await bind(options);
    Db db = co_await Db::open({.path = options.database});
    co_await migrate(db, migrations::files());
    consultant::Advisor advisor(co_await consultant::load_embedded_knowledge());
    Service service = co_await consultant::routes().with(db).with(advisor).build();
    std::printf("Kaon consultant on http://%s\n", server.address().text().c_str());
    std::fflush(stdout);
    co_await transport::serve(runtime, signals, server, service, service.background());
}

}  // namespace

int main(int argc, char** argv) {
    const consultant::ParsedOptions parsed = consultant::parse_options(argc, argv);
    if (!parsed.options) return parsed.exit_code;
    runtime::Signals signals({SIGTERM, SIGINT});
    telemetry::LogSink log({.format = parsed.options->log_json ? telemetry::Format::json : telemetry::Format::text});
    telemetry::Installed installed(log, telemetry::Level::info);
    runtime::Runtime runtime;
    Result<> ended = runtime.run(program(runtime, signals, *parsed.options));
    if (ended) return 0;
    const Error& error = ended.error();
    const std::string text = error.kind() == Errc::internal ? error.describe_all() : std::string(error.text());
    std::fprintf(stderr, "consultant: %s\n", text.c_str());
    return 1;
}
