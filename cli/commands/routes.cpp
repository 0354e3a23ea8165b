// kaon routes: what the project answers to.
#include <algorithm>
#include <cstdio>

#include "cli/build.hpp"
#include "cli/commands.hpp"
#include "cli/handler_text.hpp"
#include "cli/process.hpp"
#include "cli/routes_table.hpp"
#include "cli/say.hpp"

namespace kaon::inline v0::cli {

namespace {

// The third cell of each line.
std::string with_short_handlers(std::string_view lines, const std::string& project) {
    std::string out;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        const std::size_t tab = line.rfind('\t');
        const std::size_t end = tab == line.npos ? line.size() : tab + 1;
        out.append(line.substr(0, end)).append(handler_text(line.substr(end), project)).append("\n");
    }
    return out;
}

int run_routes() {
    const Result<Project> project = find_project();
    if (!project) return fail(project.error());
    const Result<> built =
        build_project(*project, {.target = project->name, .output = BuildOptions::Output::when_it_fails});
    if (!built) return fail(built.error());
    const std::string program = project->program(Kind::dev).string();
    const Ran ran = run_program({program, "--routes"}, {.folder = project->folder, .output = RunOptions::Output::kept});
    if (ran.status != 0)
        return fail(program + " --routes ended with status " + std::to_string(ran.status) +
                    ": only programs on kaon::serve() have routes");
    std::fputs(routes_table(with_short_handlers(ran.output, project->folder.string())).c_str(), stdout);
    return Exit::ok;
}

}  // namespace

void add_routes(Command to) {
    to.command("routes", "Builds the program and prints its table of routes")
        .examples("  kaon routes\n  kaon routes | grep POST\n")
        .fails("the build failed, or the program serves nothing")
        .runs(run_routes);
}

}  // namespace kaon::inline v0::cli
