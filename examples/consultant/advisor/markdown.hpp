// The advice as a Markdown document: headings and emoji lists, never tables.
//
// The visitor's own words appear only escaped, on one line: they cannot make a heading, link, image, code or HTML, nor
// change the direction of text. `check_format` (format_check.hpp) holds for every result.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "advisor/advise.hpp"

namespace consultant {

// Whether the list of facts, weights and sources closes the document, with the note on the engine. A page that unfolds
// `Advice::why` and has such a note of its own leaves both out.
enum class Trace : std::uint8_t { listed, left_out };

std::string to_markdown(const Advice& advice, Trace trace = Trace::listed);

// One line of plain text as Markdown that shows exactly that text. Control characters, line ends and direction marks
// become spaces or vanish; broken UTF-8 becomes U+FFFD.
std::string escape_markdown(std::string_view text);

}  // namespace consultant
