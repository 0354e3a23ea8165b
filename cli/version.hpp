// The version of the program and the library that it came with.
#pragma once

#include <string_view>

namespace kaon::cli {

std::string_view version();

}  // namespace kaon::cli
