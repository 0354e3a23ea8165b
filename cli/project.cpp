// kaon.toml, read for the few keys that the commands need; the program itself reads and checks all of them.
#include "cli/project.hpp"

#include "cli/new/name.hpp"
#include "kaon/base/ascii.hpp"
#include "kaon/reflect/type_of.hpp"
#include "kaon/web/config/target.hpp"

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

namespace {

struct ProjectFile {
    struct {
        std::string name;
    } project;
    std::optional<std::string> database;
};

Error no_project(const std::string& words) { return Error(Errc::not_found, words); }

}  // namespace

std::string_view preset_of(Kind kind) { return kind == Kind::dev ? "dev" : "release"; }

fs::path Project::build_folder(Kind kind) const { return folder / "build" / preset_of(kind); }
fs::path Project::program(Kind kind) const { return build_folder(kind) / name; }

std::string Project::prefix() const {
    std::string out;
    for (char c : name) out += ascii::upper(c);
    return out + "_";
}

Result<Project> read_project(const fs::path& folder) {
    const std::string file = (folder / "kaon.toml").string();
    ProjectFile said;
    web::ConfigTarget target(reflect::type_info<ProjectFile>(), &said, Unknown::ignored);
    web::read_toml(target, file);
    if (!target.mistakes().empty()) {
        const FieldError& first = target.mistakes().front();
        return Error(Errc::invalid, first.path + ": " + first.message);
    }
    if (said.project.name.empty())
        return no_project(file + " does not name the project: add [project] and name = \"...\", as in CMakeLists.txt");
    if (const std::string mistake = name_mistake(said.project.name); !mistake.empty())
        return Error(Errc::invalid, file + ": " + mistake);
    Project project{.folder = folder, .name = std::move(said.project.name), .database = std::move(said.database)};
    return project;
}

Result<Project> find_project() {
    std::error_code problem;
    const fs::path here = fs::current_path(problem);
    if (problem) return Error(Errc::unavailable, "the current folder is gone: change to another one");
    for (fs::path folder = here;; folder = folder.parent_path()) {
        if (fs::exists(folder / "kaon.toml", problem)) return read_project(folder);
        if (folder == folder.parent_path()) break;
    }
    return no_project("no kaon.toml in " + here.string() +
                      " or above: go to a project, or make one with 'kaon new NAME'");
}

}  // namespace kaon::inline v0::cli
