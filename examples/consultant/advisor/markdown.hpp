// The advice as a Markdown document: headings and emoji lists, never tables.
//
// The visitor's own words appear only escaped, on one line: they cannot make a heading, link, image, code or HTML, nor
// change the direction of text. `check_format` (format_check.hpp) holds for every result.
#pragma once

#include <string>
#include <string_view>

#include "advise.hpp"

namespace consultant {

std::string to_markdown(const Advice& advice);

// One line of plain text as Markdown that shows exactly that text. Control characters, line ends and direction marks
// become spaces or vanish; broken UTF-8 becomes U+FFFD.
std::string escape_markdown(std::string_view text);

}  // namespace consultant
