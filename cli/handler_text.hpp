// What a route's handler takes and gives, from its C++ type, short enough for a table.
//
//   handler_text("Task<Html> (*)(State<Db>)", "/home/ada/shop")     // "(State<Db>) -> Task<Html>"
#pragma once

#include <string>
#include <string_view>

namespace kaon::inline v0::cli {

// Functions as their signature, bodies of server functions as that of the body, lambdas by their place in the project.
// Anything else stays, cut at 100 characters.
std::string handler_text(std::string_view type, std::string_view project);

}  // namespace kaon::inline v0::cli
