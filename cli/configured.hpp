// is_configured(): whether Ninja can go on with a build folder, or CMake must run first.
//
//   if (!is_configured(project.build_folder(Kind::dev))) ...      // cmake --preset dev
//
// A CMake that was ended while Ninja ran it leaves a folder without build.ninja, or without the stamp of its search for
// new files; then no build succeeds any more, and only configuring mends that.
#pragma once

#include <filesystem>

namespace kaon::inline v0::cli {

bool is_configured(const std::filesystem::path& build);

}  // namespace kaon::inline v0::cli
