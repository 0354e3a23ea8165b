// The version of the program and the library that it came with.
#pragma once

#include <string_view>

namespace kaon::inline v0::cli {

std::string_view version();

}  // namespace kaon::inline v0::cli
