// The version, as CMake's project() names it.
#include "cli/version.hpp"

namespace kaon::inline v0::cli {

std::string_view version() { return KAON_VERSION; }

}  // namespace kaon::inline v0::cli
