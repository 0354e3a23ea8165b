// CMake with a preset, then Ninja.
#include "cli/build.hpp"

#include <cstdio>
#include <fstream>

#include <unistd.h>

#include "cli/configured.hpp"
#include "cli/dev/diagnostics.hpp"
#include "cli/dev/ninja_output.hpp"
#include "cli/process.hpp"
#include "cli/say.hpp"

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

namespace {

Result<> run_tool(const std::vector<std::string>& command, const fs::path& folder, BuildOptions::Output output,
                  const std::string& failure) {
    const bool quiet = output != BuildOptions::Output::whole;
    const Ran ran = run_program(
        command, {.folder = folder, .output = quiet ? RunOptions::Output::kept : RunOptions::Output::shown});
    if (ran.status == 0) return {};
    std::fputs(ran.output.c_str(), stderr);
    if (ran.status == 127)
        return Error(Errc::unavailable, command[0] + " cannot be started: 'kaon doctor' names the package");
    return Error(Errc::invalid, failure);
}

// Where somebody looks: how far it is, in one line that is written over.
class Progress {
public:
    void show(std::size_t done, std::size_t total) {
        if (!is_terminal_ || total == 0) return;
        std::printf("\r\x1b[K%zu of %zu", done, total);
        std::fflush(stdout);
        is_shown_ = true;
    }
    void clear() {
        if (std::exchange(is_shown_, false)) std::fputs("\r\x1b[K", stdout);
        std::fflush(stdout);
    }

private:
    const bool is_terminal_ = isatty(STDOUT_FILENO) == 1;
    bool is_shown_ = false;
};

// Runs Ninja and says what is wrong in the words and at the places that matter, each as soon as it is known.
Result<> run_folded(std::vector<std::string> command, const Project& project, const BuildOptions& options,
                    const std::string& failure) {
    using kaon::dev::Problem;
    const bool is_quiet = options.output == BuildOptions::Output::when_it_fails;
    const dev::DiagnosticsOptions where{.project = project.folder.string(),
                                        .build = project.build_folder(options.kind).string()};
    Progress progress;
    dev::NinjaOutput output;
    std::vector<Problem> problems;
    std::size_t said = 0;
    const auto take = [&] {
        std::string text;
        for (const std::string& remark : output.take_remarks()) {
            if (!is_quiet && remark.find("warning: ") != std::string::npos) text += remark;
        }
        for (const std::string& failed : output.take_failures())
            dev::merge(problems, dev::read_diagnostics(failed, where));
        for (; said < problems.size(); ++said) text += dev::describe(problems[said], stderr);
        if (!text.empty()) progress.clear();
        std::fputs(text.c_str(), stderr);
        if (!is_quiet) progress.show(output.done(), output.total());
    };
    // -k 0: the mistakes of all files at once.
    command.insert(command.begin(), {"env", dev::ninja_status});
    command.insert(command.end(), {"--", "-k", "0"});
    const Ran ran = run_program(command, {.folder = project.folder, .read = [&](std::string_view text) {
                                              output.feed(text);
                                              take();
                                          }});
    output.end();
    take();
    progress.clear();
    if (ran.status == 0) return {};
    if (ran.status == 127) return Error(Errc::unavailable, "cmake cannot be started: 'kaon doctor' names the package");
    if (problems.empty() && !output.error().empty()) return Error(Errc::invalid, output.error());
    return Error(Errc::invalid, failure);
}

bool has_target(const fs::path& build, const std::string& target) {
    std::ifstream in(build / "build.ninja");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("build " + target + ":")) return true;
    }
    return false;
}

}  // namespace

Result<> configure_project(const Project& project, const BuildOptions& options) {
    const std::string preset(preset_of(options.kind));
    if (!fs::exists(project.folder / "CMakePresets.json"))
        return Error(Errc::not_found, "no CMakePresets.json in " + project.folder.string() +
                                          ": 'kaon new' writes one, with the presets dev and release");
    std::vector<std::string> command{"cmake", "--preset", preset};
    if (const fs::path package = kaon_package(); !package.empty()) command.push_back("-Dkaon_DIR=" + package.string());
    if (options.output != BuildOptions::Output::when_it_fails) step("Configuring build/" + preset);
    // A first configuration says much that nobody asked for.
    return run_tool(command, project.folder, options.output,
                    "configuring build/" + preset + " failed, see above; 'kaon doctor' looks for what is missing");
}

Result<> build_project(const Project& project, const BuildOptions& options) {
    const fs::path build = project.build_folder(options.kind);
    if (!is_configured(build)) {
        if (Result<> done = configure_project(project, options); !done) return done;
    }
    const std::string where = "build/" + std::string(preset_of(options.kind));
    if (options.output != BuildOptions::Output::when_it_fails) step("Building " + where);
    std::vector<std::string> command{"cmake", "--build", build.string()};
    if (!options.target.empty()) command.insert(command.end(), {"--target", options.target});
    const std::string failure = "building " + where + " failed, see above";
    Result<> built =
        options.output == BuildOptions::Output::whole
            ? run_tool(command, project.folder, options.output, failure)
            : run_folded(command, project, options, failure + "; 'kaon build -v' and 'kaon test -v' show all of it");
    if (!built && !options.target.empty() && !has_target(build, options.target))
        return Error(Errc::invalid, "CMakeLists.txt makes no program '" + options.target +
                                        "': kaon_app() there and [project] name in kaon.toml must be the same");
    return built;
}

fs::path kaon_package() {
    std::error_code problem;
    const fs::path prefix = own_path().parent_path().parent_path();
    const fs::path installed = prefix / "lib/cmake/kaon";
    if (fs::exists(installed / "kaonConfig.cmake", problem)) return installed;
    // In Kaon's own build folder: a project builds the library itself, once.
    for (fs::path folder = own_path().parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
        if (fs::exists(folder / "from_source/kaonConfig.cmake", problem)) return folder / "from_source";
    }
    return {};
}

std::string size_text(std::uintmax_t bytes) {
    char text[32];
    const auto number = static_cast<double>(bytes);
    if (bytes < 1'000'000) std::snprintf(text, sizeof text, "%.0f kB", number / 1e3);
    else std::snprintf(text, sizeof text, "%.1f MB", number / 1e6);
    return text;
}

}  // namespace kaon::inline v0::cli
