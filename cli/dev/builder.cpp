// cmake --preset dev, then ninja NAME.
#include "cli/dev/builder.hpp"

#include <sys/stat.h>

#include "cli/build.hpp"
#include "cli/configured.hpp"
#include "cli/dev/clock.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"

namespace kaon::inline v0::cli::dev {

using kaon::dev::Problem;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_output = 4 << 20;
// In which Ninja has looked for new files and said whether it runs CMake.
constexpr Duration checks_first = 1s;

std::vector<std::string> configure_command(const Project& project) {
    std::vector<std::string> command{"cmake"};
    if (fs::exists(project.folder / "CMakePresets.json")) {
        command.insert(command.end(), {"--preset", "dev"});
    } else {
        command.insert(command.end(), {"-G", "Ninja", "-B", project.build_folder(Kind::dev).string(), "-S", ".",
                                       "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_COMPILER=clang++-19"});
    }
    if (const fs::path package = kaon_package(); !package.empty()) command.push_back("-Dkaon_DIR=" + package.string());
    return command;
}

}  // namespace

std::string stamp_of(const fs::path& program) {
    struct stat about;
    if (::stat(program.c_str(), &about) != 0) return {};
    return std::to_string(about.st_ino) + " " + std::to_string(about.st_mtim.tv_sec) + "." +
           std::to_string(about.st_mtim.tv_nsec) + " " + std::to_string(about.st_size);
}

Task<BuildOutcome> Builder::run(Report report) {
    const fs::path program = project_.program(Kind::dev);
    BuildOutcome outcome;
    co_await end_before();
    if (!is_configured(project_.build_folder(Kind::dev))) outcome.problems = co_await configure();
    if (outcome.problems.empty()) outcome.problems = co_await build(report);
    if (outcome.problems.empty() && stamp_of(program).empty()) {
        outcome.problems.push_back({.message = "the build made no " + program.string() +
                                               ": kaon_app() in CMakeLists.txt has another name than '" +
                                               project_.name + "' in kaon.toml"});
    }
    outcome.is_good = outcome.problems.empty();
    co_return outcome;
}

Task<void> Builder::end_before() {
    auto wait = [](Duration time) -> Task<void> { co_await sleep(time); };
    while (ninja_ && !output_.has_built()) {
        const Duration left = checks_first - (clock_now() - started_);
        if (!output_.is_configuring() && left <= 0s) break;
        const auto first = co_await first_of(ninja_->read_output(), wait(output_.is_configuring() ? 1h : left));
        if (first.index() == 1) continue;
        if (!std::get<0>(first)) break;
        output_.feed(*std::get<0>(first));
    }
    ninja_.reset();
}

Task<std::vector<Problem>> Builder::configure() {
    Child child = co_await Child::start(configure_command(project_), {.folder = project_.folder});
    std::string output;
    while (auto text = co_await child.read_output()) {
        if (output.size() < largest_output) output += *text;
    }
    if (co_await child.exited() == 0) co_return std::vector<Problem>();
    std::vector<Problem> problems = read_diagnostics(output, {.project = project_.folder.string(), .build = {}});
    if (problems.empty()) problems.push_back({.message = "configuring failed without a word; see 'kaon doctor'"});
    co_return problems;
}

Task<std::vector<Problem>> Builder::build(const Report& report) {
    const fs::path folder = project_.build_folder(Kind::dev);
    const DiagnosticsOptions where{.project = project_.folder.string(), .build = folder.string()};
    // -k 0: the mistakes of all files at once, and of both halves.
    ninja_ =
        co_await Child::start({"ninja", "-k", "0", project_.name}, {.folder = folder, .variables = {ninja_status}});
    started_ = clock_now();
    output_ = {};
    std::vector<Problem> problems;
    const auto take = [&] {
        for (const std::string& text : output_.take_failures()) merge(problems, read_diagnostics(text, where));
        std::string remark;
        for (const std::string& text : output_.take_remarks()) {
            if (text.find("warning: ") != std::string::npos) remark += text;
        }
        report({.done = output_.done(), .total = output_.total(), .problems = problems, .remark = std::move(remark)});
    };
    while (auto text = co_await ninja_->read_output()) {
        output_.feed(*text);
        take();
    }
    output_.end();
    take();
    const int status = co_await ninja_->exited();
    ninja_.reset();
    if (status == 0) co_return std::vector<Problem>();
    if (problems.empty())
        problems.push_back({.message = output_.error().empty() ? "the build failed without a word" : output_.error()});
    co_return problems;
}

}  // namespace kaon::inline v0::cli::dev
