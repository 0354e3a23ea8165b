// Variables of the environment that look like settings and are none: most often one of them, misspelt.
//
//   for (const std::string& line : unknown_variables(info, "SHORTENER_")) say(name, line);
//       "SHORTENER_DATABSE is no setting of this program; did you mean SHORTENER_DATABASE?"
//
// A word to whoever starts the program and no mistake, since others may use the prefix too. Internals of serve().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/reflect/type_info.hpp"

namespace kaon::inline v0::program {

std::vector<std::string> unknown_variables(const reflect::TypeInfo& settings, std::string_view prefix);

}  // namespace kaon::inline v0::program
