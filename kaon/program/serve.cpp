// The body of kaon::serve(): from the command line to the drained server.
#include "kaon/program/serve.hpp"

#include <csignal>
#include <cstdio>

#include "kaon/program/dev/dev_service.hpp"
#include "kaon/program/ending.hpp"
#include "kaon/program/help.hpp"
#include "kaon/program/say.hpp"
#include "kaon/program/settings.hpp"
#include "kaon/program/unknown_variables.hpp"
#include "kaon/runtime/inherited.hpp"
#include "kaon/runtime/say_ready.hpp"
#include "kaon/runtime/sentinel.hpp"
#include "kaon/telemetry/export/log_sink.hpp"
#include "kaon/transport/serve.hpp"
#include "kaon/transport/successor.hpp"

namespace kaon::inline v0::program {

namespace {

using transport::Server;

Result<runtime::SocketAddress> address_of(const Listen& listen) {
    constexpr std::string_view socket = "unix:";
    if (listen.host.starts_with(socket))
        return runtime::SocketAddress::unix_path(std::string_view(listen.host).substr(socket.size()));
    Result<runtime::SocketAddress> address = runtime::SocketAddress::parse(listen.host, listen.port);
    if (address) return address;
    return Error(Errc::invalid, "'" + listen.host + "' is not an address: use numbers such as 127.0.0.1");
}

Server adopt_all(std::vector<runtime::InheritedListener> given, const transport::ServerOptions& options) {
    Server server = Server::adopt(std::move(given.front().socket), options);
    for (std::size_t i = 1; i < given.size(); ++i) server.listen(std::move(given[i].socket));
    return server;
}

Result<Server> listen_at(const Listen& listen, const transport::ServerOptions& options) {
    Result<std::vector<runtime::InheritedListener>> inherited = runtime::inherited_listeners();
    if (!inherited) return std::move(inherited).error();
    if (!inherited->empty()) return adopt_all(std::move(inherited).value(), options);
    Result<runtime::SocketAddress> address = address_of(listen);
    if (!address) return std::move(address).error();
    Result<Server> server = Server::bind(*address, options);
    if (server) return server;
    const std::string where = address->text();
    if (server.error().is(Errc::conflict))
        return Error(Errc::conflict, where + " is taken: stop what listens there, or choose another --port");
    if (server.error().is(Errc::forbidden))
        return Error(Errc::forbidden, "no right to listen on " + where + ": ports below 1024 are root's");
    return std::move(server).error();
}

void say_address(std::string_view name, const std::string& where) {
    std::printf("%s on %s%s\n", std::string(name).c_str(), where.starts_with("unix:") ? "" : "http://", where.c_str());
    std::fflush(stdout);
}

Task<void> program(runtime::Runtime& runtime, runtime::Signals& signals, const Listen& listen, const ServeCall& call,
                   const ServeOptions& options, transport::Restart restart) {
    Server server = co_await listen_at(listen, options.server);
    Service service = co_await call.start(call.function, call.settings);
    const std::optional<dev::Mode> mode = dev::Mode::from_environment();
    if (!mode) say_address(options.name, server.address().text());
    const std::optional<dev::DevService> wrapped =
        mode ? std::optional<dev::DevService>(std::in_place, service, *mode) : std::nullopt;
    const runtime::Sentinel sentinel(runtime);  // ends before the routes whose names it reads
    runtime::say_ready();
    transport::tell_predecessor();
    co_await transport::serve(runtime, signals, server, wrapped ? transport::Handler(*wrapped) : service,
                              service.background(), std::move(restart));
}

int print_routes(const ServeCall& call, const ServeOptions& options) {
    const RouteList& routes = options.routes ? options.routes : call.routes;
    if (!routes) {
        say(options.name,
            "its routes are not known before it starts: give kaon::serve the option .routes = the function "
            "that gives the Router");
        return Exit::failed;
    }
    for (const web::RouteInfo& route : routes())
        std::printf("%s\t%s\t%s\n", route.method.c_str(), route.pattern.c_str(), route.handler.c_str());
    return Exit::ok;
}

// What ends the program before it serves; empty: nothing does.
std::optional<int> answer(const CommandLine& line, const Settings& settings, const ServeCall& call,
                          const ServeOptions& options) {
    if (line.has("help")) {
        std::fputs(help_text(options.name, options.about, settings.parameters(), settings.notes()).c_str(), stdout);
        return Exit::ok;
    }
    if (line.has("version")) {
        std::printf("%s %s\n", std::string(options.name).c_str(), std::string(options.version).c_str());
        return Exit::ok;
    }
    if (line.has("routes")) return print_routes(call, options);
    return std::nullopt;
}

}  // namespace

Task<Service> built(Result<Service> service) { co_return std::move(service); }

int run_server(int argc, char** argv, Listen& listen, const ServeCall& call, const ServeOptions& options) {
    open_standard_streams();
    Settings settings(listen, call, options);
    Result<CommandLine> line = read_command_line(settings.parameters(), argc, argv);
    if (!line) return refuse(options.name, line.error());
    if (const std::optional<int> ended = answer(*line, settings, call, options)) return *ended;
    if (Result<> read = settings.read(*line); !read) {
        for (const FieldError& mistake : read.error().fields())
            say(options.name, mistake.path + ": " + mistake.message);
        return Exit::misused;
    }
    for (const std::string& warning : unknown_variables(settings.info(), settings.prefix())) say(options.name, warning);
    runtime::Signals signals({SIGTERM, SIGINT, SIGUSR2});
    telemetry::LogSink log({.format = listen.log_json ? telemetry::Format::json : telemetry::Format::text});
    telemetry::Installed installed(log, listen.log_level);
    runtime::Runtime runtime({.cores = options.cores});
    const Result<> ended = runtime.run(program(runtime, signals, listen, call, options, {.command{argv, argv + argc}}));
    if (ended) return Exit::ok;
    say(options.name, line_of(ended.error()));
    return Exit::failed;
}

}  // namespace kaon::inline v0::program
