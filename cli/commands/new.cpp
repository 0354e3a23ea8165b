// kaon new: writes a project, begins its history and configures it, so that an editor knows it at once.
#include <cstdio>
#include <fstream>

#include "cli/build.hpp"
#include "cli/commands.hpp"
#include "cli/new/name.hpp"
#include "cli/new/templates.hpp"
#include "cli/process.hpp"
#include "cli/say.hpp"

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

namespace {

struct Wanted {
    std::string name, kind = "fullstack", directory;
    bool plain = false, no_git = false;
};

// What is in the way; empty when the folder can be written.
std::string place_mistake(const fs::path& folder) {
    std::error_code problem;
    const fs::file_status status = fs::symlink_status(folder, problem);
    if (!fs::exists(status)) return {};
    if (!fs::is_directory(fs::status(folder, problem)))
        return folder.string() + " is there and is no folder: choose another --directory";
    if (!fs::is_empty(folder, problem) || problem)
        return folder.string() + " is not empty: choose another name or --directory, or empty it";
    return {};
}

Result<> write_file(const fs::path& path, const std::string& text) {
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.flush();
    if (!out || problem)
        return Error(Errc::unavailable, "cannot write " + path.string() + ": is there room and the right?");
    return {};
}

// A repository of its own, unless it lies in one; a project is one without git as well.
void begin_history(const fs::path& folder) {
    if (find_program("git").empty()) return;
    const RunOptions quietly{.folder = folder, .output = RunOptions::Output::dropped};
    if (run_program({"git", "rev-parse", "--is-inside-work-tree"}, quietly).status != 0)
        run_program({"git", "init", "--quiet"}, quietly);
}

void print_next(const Wanted& wanted, const fs::path& folder) {
    const std::string enter = "  cd " + folder.string() + "\n";
    std::printf("%s %s in %s\n\nNext:\n%s", painted(Colour::green, "Made").c_str(), wanted.name.c_str(), folder.c_str(),
                enter.c_str());
    if (wanted.kind == "cli") std::printf("  kaon run -- --help\n  kaon test\n");
    else std::printf("  kaon dev      builds, serves, and follows every change\n  kaon test\n");
}

int run_new(const Wanted& wanted) {
    if (const std::string mistake = name_mistake(wanted.name); !mistake.empty()) return fail(mistake);
    const fs::path folder = wanted.directory.empty() ? fs::path(wanted.name) : fs::path(wanted.directory);
    if (const std::string mistake = place_mistake(folder); !mistake.empty()) return fail(mistake);
    for (const ProjectFile& file : render_template(wanted.kind, wanted.name)) {
        if (Result<> written = write_file(folder / file.path, file.text); !written) return fail(written.error());
    }
    if (!wanted.no_git) begin_history(folder);
    Result<> configured;
    if (!wanted.plain) {
        const Result<Project> project = read_project(fs::absolute(folder));
        if (!project) return fail(project.error());
        configured = configure_project(*project);
    }
    print_next(wanted, folder);
    return configured ? Exit::ok : fail(configured.error());
}

}  // namespace

void add_new(Command to) {
    const auto wanted = std::make_shared<Wanted>();
    to.command("new", "Makes a project that builds, passes its test and serves")
        .argument("NAME", wanted->name, "of the project and its program: a-z, 0-9 and _")
        .option("--template", wanted->kind, template_names(), "what it begins with")
        .option("--directory", wanted->directory, "DIR", "where; ./NAME when it is not given")
        .flag("--no-configure", wanted->plain, "leave CMake to the first build")
        .flag("--no-git", wanted->no_git, "no repository; there is none either where git is missing or has one above")
        .examples("  kaon new guestbook\n"
                  "  kaon new prices --template api\n"
                  "  kaon new words --template cli --directory tools/words\n")
        .fails("the name cannot be one, the place is taken, or configuring failed")
        .runs([wanted] { return run_new(*wanted); });
}

}  // namespace kaon::inline v0::cli
