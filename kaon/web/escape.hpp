// Escaping of text for HTML and for one segment of a path.
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::web {

// For element content and quoted attribute values.
std::string escape_html(std::string_view text);
// Percent-encodes all but unreserved characters (RFC 3986, section 2.3).
std::string encode_segment(std::string_view text);

}  // namespace kaon::web
