// The body of kaon::main(): read the command line, run the Task until it ends or a signal comes.
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/program/command_line.hpp"
#include "kaon/program/dev/state.hpp"
#include "kaon/program/ending.hpp"
#include "kaon/program/help.hpp"
#include "kaon/program/interrupt.hpp"
#include "kaon/program/main.hpp"
#include "kaon/program/say.hpp"
#include "kaon/reflect/text.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/telemetry/export/log_sink.hpp"

namespace kaon::inline v0::program {

namespace {

Task<int> interruption(Interrupt& interrupt) { co_return Exit::interrupted + co_await interrupt.wait(); }

Task<int> until_signal(Task<int> task, Interrupt& interrupt) {
    const auto ended = co_await first_of(std::move(task), interruption(interrupt));
    co_return ended.index() == 0 ? std::get<0>(ended) : std::get<1>(ended);
}

// `kaon dev` hands a listener to the program that it starts; not to what that program starts in turn.
bool is_started_to_serve() {
    const char* process = std::getenv("LISTEN_PID");
    return std::getenv("KAON_DEV") && process && std::atol(process) == ::getpid();
}

// Secrets come from the environment: NAME_FIELD.
Result<> read_secrets(const MainCall& call, std::string_view name) {
    for (const reflect::Field& field : call.info.object->fields()) {
        if (!is_secret(*field.type)) continue;
        const char* value = std::getenv(variable_name(std::string(name) + "_" + std::string(field.key)).c_str());
        if (!value) continue;
        if (Result<> read = reflect::read_text(*field.type, field.address(call.options), value); !read) return read;
    }
    return {};
}

}  // namespace

Task<int> succeed_after(Task<void> task) {
    co_await std::move(task);
    co_return Exit::ok;
}

int run_main(int argc, char** argv, const MainCall& call, const MainOptions& options) {
    const std::string name(options.name);
    open_standard_streams();
    if (is_started_to_serve()) return dev::does_not_serve;
    Parameters parameters;
    add_fields(parameters, call.info, call.options, call.arguments, Places::allowed);
    parameters.add_flag("help", 'h', "print this text");
    if (!options.version.empty()) parameters.add_flag("version", 'V', "print the version");

    Result<CommandLine> line = read_command_line(parameters, argc, argv);
    if (line && line->has("help")) {
        std::fputs(help_text(name, options.about, parameters, options.notes).c_str(), stdout);
        return flush_output(name) ? Exit::ok : options.failure_status;
    }
    if (line && line->has("version")) {
        std::printf("%s %s\n", name.c_str(), std::string(options.version).c_str());
        return flush_output(name) ? Exit::ok : options.failure_status;
    }
    Result<> ready = line ? read_secrets(call, name) : Result<>(std::move(line).error());
    if (ready) ready = fill(call.info, call.options, parameters, *line);
    if (!ready) return refuse(name, ready.error());

    Interrupt interrupt;
    telemetry::LogSink log;
    telemetry::Installed installed(log, options.log);
    runtime::Runtime runtime(
        {.cores = options.cores, .lost_reader = runtime::LostReader::ends_the_program, .blocking = {}});
    const Result<int> ended = runtime.run(until_signal(call.start(call.function, call.options), interrupt));
    if (!ended) say(name, line_of(ended.error()));
    const int status = ended ? *ended : options.failure_status;
    return finish(runtime, log, {.name = name, .status = status, .failure_status = options.failure_status});
}

}  // namespace kaon::inline v0::program
