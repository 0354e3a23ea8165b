// Calling md4c.
#include "server/markdown_html.hpp"

#include <algorithm>

#include <md4c-html.h>

#include "kaon/ui/url.hpp"

namespace consultant {

namespace {

// Text cannot hold these tags, since its '<' is escaped: what is found is md4c's own.
void disarm_addresses(std::string& html) {
    for (const std::string_view tag : {"<a href=\"", "<img src=\""}) {
        for (std::size_t at = html.find(tag); at != html.npos; at = html.find(tag, at)) {
            at += tag.size();
            const std::size_t size = html.find('"', at) - at;
            if (!kaon::ui::is_safe_url(std::string_view(html).substr(at, size))) html.replace(at, size, "#");
        }
    }
}

void lower_headings(std::string& html) {
    for (const std::string_view tag : {"<h", "</h"}) {
        for (std::size_t at = html.find(tag); at != html.npos; at = html.find(tag, at)) {
            at += tag.size();
            if (html[at] >= '1' && html[at] <= '6') html[at] = std::min(static_cast<char>(html[at] + 2), '6');
        }
    }
}

}  // namespace

std::string markdown_to_html(std::string_view markdown, Headings headings) {
    std::string html;
    html.reserve(markdown.size() * 2);
    md_html(
        markdown.data(), static_cast<MD_SIZE>(markdown.size()),
        [](const MD_CHAR* text, MD_SIZE size, void* out) { static_cast<std::string*>(out)->append(text, size); }, &html,
        MD_FLAG_NOHTML, MD_HTML_FLAG_SKIP_UTF8_BOM);
    disarm_addresses(html);
    if (headings == Headings::two_lower) lower_headings(html);
    return html;
}

}  // namespace consultant
