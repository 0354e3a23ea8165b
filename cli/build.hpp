// build_project: configures a project when needed and builds it; what the commands that need a program begin with.
//
//   Result<> built = build_project(project, {.kind = Kind::release});
//   if (!built) return fail(built.error());
//
// Configures with the project's preset ("dev" or "release") when there is no build.ninja yet; later Ninja does that by
// itself. The Kaon package is that of this very program (kaon_package), so that library and program always agree.
#pragma once

#include "cli/project.hpp"

namespace kaon::inline v0::cli {

struct BuildOptions {
    Kind kind = Kind::dev;
    std::string target{};  // empty: everything, tests included
    // shown: progress, warnings, and mistakes made short as `kaon dev` does; whole: what CMake and Ninja write.
    enum class Output { shown, when_it_fails, whole } output = Output::shown;
};

// Alone: build.ninja and compile_commands.json are there then.
Result<> configure_project(const Project& project, const BuildOptions& options = {});
Result<> build_project(const Project& project, const BuildOptions& options = {});

// The folder with kaonConfig.cmake that belongs to this program; empty when it has none, and CMake looks by itself.
std::filesystem::path kaon_package();

// "4.1 MB".
std::string size_text(std::uintmax_t bytes);

}  // namespace kaon::inline v0::cli
