// The two files whose loss Ninja does not mend by itself.
#include "cli/configured.hpp"

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

bool is_configured(const fs::path& build) {
    std::error_code problem;
    if (!fs::exists(build / "build.ninja", problem)) return false;
    // Only a project that searches for its sources has both.
    const fs::path search = build / "CMakeFiles/VerifyGlobs.cmake", stamp = build / "CMakeFiles/cmake.verify_globs";
    return !fs::exists(search, problem) || fs::exists(stamp, problem);
}

}  // namespace kaon::inline v0::cli
