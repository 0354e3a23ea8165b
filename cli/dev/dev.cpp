// kaon dev: the address, the lock, the signals around a Session.
#include <csignal>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/dev/address.hpp"
#include "cli/dev/session.hpp"
#include "cli/say.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/runtime/signals.hpp"
#include "kaon/runtime/tcp.hpp"

namespace kaon::inline v0::cli {

namespace {

using namespace dev;
namespace fs = std::filesystem;

// Two would build in one folder at once.
Result<Fd> lock(const std::string& folder) {
    Fd fd(::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!fd) return Error(Errc::unavailable, "cannot write below " + folder + ": " + std::strerror(errno));
    if (::flock(fd.number(), LOCK_EX | LOCK_NB) != 0)
        return Error(Errc::conflict, "'kaon dev' runs in this project already: end that one first");
    return fd;
}

Task<int> until_interrupted(runtime::Signals& signals) { co_return co_await signals.next(); }
Task<void> twice_interrupted(runtime::Signals& signals) { co_await signals.next(); }

Task<int> serve_project(runtime::Runtime& runtime, runtime::Signals& signals, Project project, Fd listener,
                        std::string folder) {
    Watcher watcher = co_await Watcher::of(project.folder);
    Session session(runtime, std::move(project), std::move(watcher), std::move(listener), std::move(folder));
    const auto first = co_await first_of(session.run(), until_interrupted(signals));
    // A second Ctrl-C ends at once: the programs die with their owner.
    co_await first_of(session.end(), twice_interrupted(signals));
    co_return std::get<1>(first);
}

int run_dev(const DevOptions& options) {
    Result<Project> project = find_project();
    if (!project) return fail(project.error());
    const Result<runtime::SocketAddress> address = address_of(*project, options);
    if (!address) return misuse(address.error().text());
    const std::string folder = (project->build_folder(Kind::dev) / ".kaon-dev").string();
    std::error_code problem;
    fs::create_directories(folder, problem);
    const Result<Fd> locked = lock(folder);
    if (!locked) return fail(locked.error());
    Result<Fd> listener = runtime::listen_on(*address, runtime::PortUse::exclusive);
    if (!listener && listener.error().is(Errc::conflict))
        return fail(address->text() + " is taken: stop what listens there, or choose another --port");
    if (!listener) return fail(listener.error());
    std::printf("%s %s on http://%s (Ctrl-C ends it)\n", painted(Colour::bold, "kaon dev").c_str(),
                project->name.c_str(), runtime::SocketAddress::local(listener->number()).text().c_str());
    std::fflush(stdout);
    runtime::Signals signals({SIGTERM, SIGINT, SIGHUP});
    runtime::Runtime runtime({.cores = 1});
    Result<int> ended =
        runtime.run(serve_project(runtime, signals, std::move(project).value(), std::move(listener).value(), folder));
    if (!ended) return fail(ended.error());
    return 128 + *ended;
}

}  // namespace

void add_dev(Command to) {
    const auto options = std::make_shared<DevOptions>();
    to.command("dev", "Serves the project, rebuilt and reloaded whenever a file changes")
        .option("--port", options->port, "N", "port to listen on; else the project's own setting, else 3000")
        .option("--host", options->host, "ADDRESS", "address to listen on; else the project's own, else 127.0.0.1")
        .examples("  kaon dev\n  kaon dev --port 8080\n  kaon dev --host 0.0.0.0     for other machines: they see your "
                  "source\n")
        .fails("there is no project here, or the address is taken; 130 after Ctrl-C")
        .runs([options] { return run_dev(*options); });
}

}  // namespace kaon::inline v0::cli
