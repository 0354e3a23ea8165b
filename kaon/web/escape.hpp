// Escaping of text for HTML. Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::web {

// For element content and quoted attribute values.
std::string escape_html(std::string_view text);
}  // namespace kaon::inline v0::web
