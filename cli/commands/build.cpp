// kaon build, kaon test, kaon run: the project's program and its tests.
#include "cli/build.hpp"

#include <cstdio>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/process.hpp"
#include "cli/say.hpp"

namespace kaon::inline v0::cli {

namespace {

struct Wanted {
    bool release = false;
    bool verbose = false;
    std::string filter;
    std::vector<std::string> rest;

    Kind kind() const { return release ? Kind::release : Kind::dev; }
    BuildOptions::Output output() const { return verbose ? BuildOptions::Output::whole : BuildOptions::Output::shown; }
};

int run_build(const Wanted& wanted) {
    const Result<Project> project = find_project();
    if (!project) return fail(project.error());
    const Result<> built =
        build_project(*project, {.kind = wanted.kind(), .target = project->name, .output = wanted.output()});
    if (!built) return fail(built.error());
    std::error_code problem;
    const std::filesystem::path program = project->program(wanted.kind());
    const auto size = std::filesystem::file_size(program, problem);
    if (problem)
        return fail("the build made no " + program.string() + ": kaon_app() in CMakeLists.txt has another name than '" +
                    project->name + "' in kaon.toml");
    const std::string shown = program.lexically_relative(std::filesystem::current_path()).string();
    std::printf("%s %s (%s)\n", painted(Colour::green, "Built").c_str(), shown.c_str(), size_text(size).c_str());
    return Exit::ok;
}

int run_tests(const Wanted& wanted) {
    const Result<Project> project = find_project();
    if (!project) return fail(project.error());
    const Result<> built = build_project(*project, {.kind = wanted.kind(), .output = wanted.output()});
    if (!built) return fail(built.error());
    std::vector<std::string> command{"ctest", "--test-dir", project->build_folder(wanted.kind()).string(),
                                     "--output-on-failure", "--no-tests=error"};
    if (!wanted.filter.empty()) command.insert(command.end(), {"-R", wanted.filter});
    step("Testing");
    const Ran ran = run_program(command, {.folder = project->folder});
    if (ran.status == 127) return fail("ctest cannot be started: 'kaon doctor' names the package");
    return ran.status == 0 ? Exit::ok : fail("tests failed, see above");
}

int run_app(const Wanted& wanted) {
    const Result<Project> project = find_project();
    if (!project) return fail(project.error());
    const Result<> built = build_project(
        *project, {.kind = wanted.kind(), .target = project->name, .output = BuildOptions::Output::when_it_fails});
    if (!built) return fail(built.error());
    std::vector<std::string> command{project->program(wanted.kind()).string()};
    command.insert(command.end(), wanted.rest.begin(), wanted.rest.end());
    become_program(command, project->folder);
    return fail(command[0] + " cannot be started: kaon_app() in CMakeLists.txt has another name than in kaon.toml");
}

}  // namespace

void add_build(Command to) {
    const auto wanted = std::make_shared<Wanted>();
    to.command("build", "Builds the project's program")
        .flag("--release", wanted->release, "optimised, in build/release, with compressed assets inside")
        .flag("-v,--verbose", wanted->verbose, "show what CMake, Ninja and the compiler write, whole")
        .examples("  kaon build\n  kaon build --release      one file to copy to a server\n")
        .fails("the project has mistakes, or something is missing here")
        .runs([wanted] { return run_build(*wanted); });
}

void add_test(Command to) {
    const auto wanted = std::make_shared<Wanted>();
    to.command("test", "Builds everything and runs the project's tests")
        .optional_argument("FILTER", wanted->filter, "only tests whose name matches this regular expression")
        .flag("--release", wanted->release, "test the optimised build")
        .flag("-v,--verbose", wanted->verbose, "show what CMake, Ninja and the compiler write, whole")
        .examples("  kaon test\n  kaon test notes            tests with 'notes' in their name\n")
        .fails("a test failed, there is none, or the build failed")
        .runs([wanted] { return run_tests(*wanted); });
}

void add_run(Command to) {
    const auto wanted = std::make_shared<Wanted>();
    to.command("run", "Builds the program and runs it in the project's folder")
        .rest("ARGUMENTS", wanted->rest, "for the program, after --")
        .flag("--release", wanted->release, "run the optimised build")
        .examples("  kaon run\n  kaon run -- --port 8080\n")
        .fails("the build failed; else the program's own")
        .runs([wanted] { return run_app(*wanted); });
}

}  // namespace kaon::inline v0::cli
