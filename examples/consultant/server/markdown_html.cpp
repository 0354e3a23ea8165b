// Calling md4c.
#include "server/markdown_html.hpp"

#include <md4c-html.h>

namespace consultant {

std::string markdown_to_html(std::string_view markdown) {
    std::string html;
    html.reserve(markdown.size() * 2);
    md_html(
        markdown.data(), static_cast<MD_SIZE>(markdown.size()),
        [](const MD_CHAR* text, MD_SIZE size, void* out) { static_cast<std::string*>(out)->append(text, size); }, &html,
        MD_FLAG_NOHTML, MD_HTML_FLAG_SKIP_UTF8_BOM);
    return html;
}

}  // namespace consultant
