// Builder: configures a project when that is needed and builds its program: both halves in one Ninja, no tests.
//
//   Builder builder(project);
//   BuildOutcome outcome = co_await builder.run([](const BuildProgress& progress) { ... });
//
// A cancelled run leaves Ninja to the next one, which ends it, and Ninja takes back what was half written. While CMake
// runs inside of it, it is waited for: an end there would leave a build folder that no build can mend. Errors of the
// project are the outcome's problems; an error is a tool that cannot be started. Threads: one core's own; one run at a
// time.
#pragma once

#include <functional>

#include "cli/dev/child.hpp"
#include "cli/dev/diagnostics.hpp"
#include "cli/dev/ninja_output.hpp"
#include "cli/project.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::cli::dev {

struct BuildProgress {
    std::size_t done = 0, total = 0;
    const std::vector<kaon::dev::Problem>& problems;  // so far
    std::string remark;  // warnings that came just now
};

struct BuildOutcome {
    bool is_good = false;
    std::vector<kaon::dev::Problem> problems{};
};

// Which program lies there: another text once it was linked again; empty when there is none.
std::string stamp_of(const std::filesystem::path& program);

class Builder {
public:
    explicit Builder(Project project) : project_(std::move(project)) {}

    using Report = std::function<void(const BuildProgress&)>;
    Task<BuildOutcome> run(Report report);

private:
    Task<std::vector<kaon::dev::Problem>> configure();
    Task<std::vector<kaon::dev::Problem>> build(const Report& report);
    // Ends what a cancelled run has left, once that does no harm.
    Task<void> end_before();

    Project project_;
    std::optional<Child> ninja_;
    Instant started_{};
    NinjaOutput output_;
};

}  // namespace kaon::inline v0::cli::dev
