// A server for restart_test.cpp and last_resort_test.cpp: says which process answers, can be told to fail at its next
// start, has handlers that do not end, and a background Task that writes down when it begins and ends.
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/hooks.hpp"

using namespace kaon;

namespace {

struct Settings {
    std::string broken;   // does not start while this file exists,
    std::string hanging;  // nor with this one, but goes on trying
    std::string journal;  // of the background Task
};

Task<std::string> slow() {
    co_await sleep(300ms);
    co_return std::to_string(::getpid());
}

Task<std::string> patient() {
    co_await sleep(1500ms);
    co_return std::to_string(::getpid());
}

Task<void> for_an_hour() { co_await sleep(1h); }
Task<std::string> stuck() {
    co_await shield(for_an_hour());
    co_return "never";
}

// Volatile: a loop without a side effect would be none.
std::string busy() {
    volatile bool never = false;
    while (!never) {
    }
    return "never";
}

void note(const std::string& journal, const char* what) {
    std::ofstream(journal, std::ios::app) << what << ' ' << ::getpid() << '\n';
}

Task<void> tidy_up() { co_await sleep(200ms); }
Task<void> keep(std::string journal) {
    note(journal, "begins");
    (void)co_await attempt(sleep(1h));
    co_await shield(tidy_up());
    note(journal, "ends");
}

Router<> routes(const Settings& settings) {
    const auto work = [journal = settings.journal]() -> Task<void> {
        if (!journal.empty()) co_await keep(journal);
    };
    return Router{get<"/">([] { return std::to_string(::getpid()); }),
                  get<"/slow">(slow),
                  get<"/patient">(patient),
                  get<"/stuck">(stuck),
                  get<"/busy">(busy),
                  background(work, AtRestart::one_by_one)};
}

Task<Service> start(const Settings& settings) {
    if (!settings.broken.empty() && std::filesystem::exists(settings.broken))
        co_return Error(Errc::unavailable, "broken");
    while (!settings.hanging.empty() && std::filesystem::exists(settings.hanging)) co_await sleep(10ms);
    co_return co_await routes(settings).build();
}

}  // namespace

int main(int argc, char** argv) {
    return kaon::serve(argc, argv, start,
                       {.name = "restarting", .server = {.drain_timeout = 2s, .stuck_timeout = 200ms}, .cores = 2});
}
