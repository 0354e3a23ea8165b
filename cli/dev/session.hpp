// Session: the life of one `kaon dev`: watch, build, start the new program beside the old one, hand over.
//
//   Session session(runtime, project, std::move(listener), folder);
//   co_await first_of(session.run(), until_interrupted(signals));
//   co_await session.end();
//
// The listening socket is the session's own from start to end, so whatever comes and goes, nobody is refused. A new
// program is started beside the old one; when it has said that it serves, the old one is asked to drain. One that does
// not compile or does not come up changes nothing but the state that the page shows.
// Threads: one core's own.
#pragma once

#include <list>
#include <memory>

#include "cli/dev/builder.hpp"
#include "cli/dev/program.hpp"
#include "cli/dev/stand_in.hpp"
#include "cli/dev/watcher.hpp"
#include "kaon/coro/scope.hpp"

namespace kaon::inline v0::cli::dev {

class Session {
public:
    Session(runtime::Runtime& runtime, Project project, Watcher watcher, Fd listener, std::string folder);

    // Until it is cancelled.
    Task<void> run();
    // Asks what runs to end, and waits for it.
    Task<void> end();

private:
    enum class Built { good, unchanged, failed };

    Task<void> loop(Scope& scope);
    // Takes up changes until one needs a build.
    Task<void> next_build();
    Task<void> rebuild(Scope& scope);
    Task<Built> build();
    Task<void> replace(Scope& scope);
    Task<void> retire(std::shared_ptr<Program> old);
    Task<int> program_ended();
    void crashed(Scope& scope, int status);
    void stand_in(Scope& scope);
    void fail(std::string title, std::vector<kaon::dev::Problem> problems);
    void publish();

    Project project_;
    Builder builder_;
    Watcher watcher_;
    Fd listener_;
    std::string folder_;
    StandIn stand_in_;
    kaon::dev::State state_;
    std::set<std::string> assets_;    // that the program knows
    std::set<std::string> changed_;   // since the latest build began
    std::shared_ptr<Program> program_;
    std::list<std::shared_ptr<Program>> leaving_;
    std::string started_;             // which program was started last (stamp_of)
    bool has_failed_ = false;         // the latest build or start
};

}  // namespace kaon::inline v0::cli::dev
