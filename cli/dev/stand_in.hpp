// StandIn: answers on the project's address while no program does: before the first good build, and after a crash.
//
//   StandIn stand_in(runtime, folder);
//   scope.spawn(stand_in.serve(dup_of_listener));     // until stop()
//   stand_in.stop();
//
// A browser gets a page that shows the state and reloads when a program serves; anything else gets the same as text.
// Always 503. Threads: one core's own.
#pragma once

#include <memory>
#include <string>

#include "kaon/base/fd.hpp"
#include "kaon/program/dev/state.hpp"
#include "kaon/transport/server.hpp"

namespace kaon::inline v0::cli::dev {

class StandIn {
public:
    StandIn(runtime::Runtime& runtime, std::string folder) : runtime_(runtime), folder_(std::move(folder)) {}

    bool serves() const { return server_ != nullptr; }
    Task<void> serve(Fd listener);
    void stop();

private:
    runtime::Runtime& runtime_;
    std::string folder_;
    std::shared_ptr<transport::Server> server_;
};

std::string stand_in_page(const kaon::dev::State& state);
std::string stand_in_text(const kaon::dev::State& state);

}  // namespace kaon::inline v0::cli::dev
