// The body of kaon::serve(): from the command line to the drained server.
#include "kaon/program/serve.hpp"

#include <csignal>
#include <cstdio>

#include "kaon/coro/group.hpp"
#include "kaon/program/dev/dev_service.hpp"
#include "kaon/program/ending.hpp"
#include "kaon/program/help.hpp"
#include "kaon/program/last_resort.hpp"
#include "kaon/program/listening.hpp"
#include "kaon/program/say.hpp"
#include "kaon/program/settings.hpp"
#include "kaon/program/unknown_variables.hpp"
#include "kaon/runtime/say_ready.hpp"
#include "kaon/runtime/sentinel.hpp"
#include "kaon/telemetry/export/log_sink.hpp"
#include "kaon/telemetry/log.hpp"
#include "kaon/transport/serve.hpp"
#include "kaon/transport/successor.hpp"

namespace kaon::inline v0::program {

namespace {

constexpr telemetry::Log program_log("program");

void say_addresses(std::string_view name, const Listening& listening) {
    for (const std::string& url : listening.urls) std::printf("%s on %s\n", std::string(name).c_str(), url.c_str());
    for (const std::string& url : listening.redirects)
        std::printf("%s on %s, which leads to HTTPS\n", std::string(name).c_str(), url.c_str());
    std::fflush(stdout);
}

// Only where files can be read again: else it ends the program, as it does when its terminal goes.
runtime::Signals signals_for(const Listen& listen, const ServeOptions& options) {
    if (!listen.tls_certificate.empty() || !listen.tls_client_ca.empty() || options.server.tls)
        return runtime::Signals({SIGTERM, SIGINT, SIGUSR2, SIGHUP});
    return runtime::Signals({SIGTERM, SIGINT, SIGUSR2});
}

// A moment longer than that: a report of the server's own comes first.
Duration patience(Duration most) {
    constexpr Duration margin = Duration::seconds(1);
    return Instant() + most + margin - Instant();
}

// What `start` gives; nothing when it is to end before. A database that does not answer must not hold that.
Task<std::optional<Service>> started(runtime::Runtime& runtime, telemetry::LogSink& log, const ServeCall& call,
                                     const ServeOptions& options) {
    const Duration most = patience(options.server.longest_stop());
    LastResort last_resort(runtime, log, {.name = std::string(options.name), .patience = most});
    runtime::Signals ends({SIGTERM, SIGINT});  // the others wait until it serves
    const auto end = [&]() -> Task<int> {
        const int number = co_await ends.next();
        program_log.info("stopping before it serves", {{"signal", number}});
        last_resort.expect_end(most);
        co_return number;
    };
    auto first = co_await first_of(call.start(call.function, call.settings), end());
    if (first.index() != 0) co_return std::nullopt;
    co_return std::get<0>(std::move(first));
}

Task<void> program(runtime::Runtime& runtime, runtime::Signals& signals, const Listen& listen, const ServeCall& call,
                   const ServeOptions& options, transport::Restart restart, telemetry::LogSink& log) {
    Listening listening = co_await open_listeners(listen, options);
    const std::optional<Service> made = co_await started(runtime, log, call, options);
    if (!made) co_return;
    const Service& service = *made;
    const std::optional<dev::Mode> mode = dev::Mode::from_environment();
    if (!mode) say_addresses(options.name, listening);
    const std::optional<dev::DevService> wrapped =
        mode ? std::optional<dev::DevService>(std::in_place, service, *mode) : std::nullopt;
    const transport::Handler served = wrapped ? transport::Handler(*wrapped) : transport::Handler(service);
    const HttpsFirst https_first(served, listening.server.options().tls, listening.https_port);
    const runtime::Sentinel sentinel(runtime);  // ends before the routes whose names it reads
    runtime::say_ready();
    LastResort last_resort(runtime, log,
                           {.name = std::string(options.name), .patience = patience(options.server.longest_stop())});
    listening.server.on_end([&](Duration most) { last_resort.expect_end(patience(most)); });
    restart.predecessor = transport::tell_predecessor();
    restart.alone = service.background(AtRestart::one_by_one);
    co_await transport::serve(runtime, signals, listening.server,
                              listening.redirects.empty() ? served : transport::Handler(https_first),
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
    runtime::Signals signals = signals_for(listen, options);
    telemetry::LogSink log({.format = listen.log_json ? telemetry::Format::json : telemetry::Format::text});
    telemetry::Installed installed(log, listen.log_level);
    runtime::Runtime runtime({.cores = options.cores});
    const Result<> ended =
        runtime.run(program(runtime, signals, listen, call, options, {.command{argv, argv + argc}}, log));
    if (!ended) say(options.name, line_of(ended.error()));
    return finish(runtime, log,
                  {.name = options.name, .status = ended ? Exit::ok : Exit::failed, .failure_status = Exit::failed});
}

}  // namespace kaon::inline v0::program
