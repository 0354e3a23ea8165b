// help_text(): what --help prints. Internals of serve() and main().
#pragma once

#include <string>
#include <string_view>

#include "kaon/program/parameter.hpp"

namespace kaon::inline v0::program {

// Usage, `about`, the arguments and options with their defaults, then `notes` as they are.
std::string help_text(std::string_view name, std::string_view about, const Parameters& parameters,
                      std::string_view notes);

}  // namespace kaon::inline v0::program
