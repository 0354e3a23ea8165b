// A server for restart_test.cpp: says which process answers, and can be told to fail at its next start.
#include <filesystem>
#include <string>

#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/program/serve.hpp"

using namespace kaon;

namespace {

struct Settings {
    std::string broken;  // does not start while this file exists
};

Task<std::string> slow() {
    co_await sleep(300ms);
    co_return std::to_string(::getpid());
}

Task<void> for_an_hour() { co_await sleep(1h); }
Task<std::string> stuck() {
    co_await shield(for_an_hour());
    co_return "never";
}

Router<> routes() {
    return Router{get<"/">([] { return std::to_string(::getpid()); }), get<"/slow">(slow), get<"/stuck">(stuck)};
}

Task<Service> start(const Settings& settings) {
    if (!settings.broken.empty() && std::filesystem::exists(settings.broken))
        co_return Error(Errc::unavailable, "broken");
    co_return co_await routes().build();
}

}  // namespace

int main(int argc, char** argv) {
    return kaon::serve(argc, argv, start,
                       {.name = "restarting", .server = {.drain_timeout = 2s, .stuck_timeout = 200ms}, .cores = 2});
}
