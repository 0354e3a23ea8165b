// Percent-decoding of path segments (RFC 3986, section 2.1).
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::web {

// Appends the decoded bytes. False for a '%' without two hex digits.
bool percent_decode(std::string_view text, std::string& out);

}  // namespace kaon::web
