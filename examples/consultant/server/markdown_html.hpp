// Markdown to HTML, through md4c, with raw HTML off.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace consultant {

// Whether "#" is <h1>, or <h3>: where the text is a part of a page with headings of its own.
enum class Headings : std::uint8_t { as_written, two_lower };

// What comes out may be shown as it stands: text is escaped, tags in the source are text, addresses that could run a
// script are replaced by "#".
std::string markdown_to_html(std::string_view markdown, Headings headings = Headings::as_written);

}  // namespace consultant
