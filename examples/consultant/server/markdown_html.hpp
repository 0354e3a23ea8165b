// Markdown to HTML, through md4c, with raw HTML off.
#pragma once

#include <string>
#include <string_view>

namespace consultant {

// What comes out may be shown as it stands: text is escaped, tags in the source are text, addresses that could run a
// script are replaced by "#".
std::string markdown_to_html(std::string_view markdown);

}  // namespace consultant
