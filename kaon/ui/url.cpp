// The scheme of a URL, as browsers find it.
#include "kaon/ui/url.hpp"

#include <cstddef>

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::ui {

namespace {
bool is_skipped(char c) { return c == '\t' || c == '\n' || c == '\r'; }
// The next characters without the skipped ones, in lower case; true when `text` begins with `wanted`, which it then
// loses.
[[gnu::noinline]] bool take(std::string_view& text, std::string_view wanted) {
    std::string_view rest = text;
    for (char c : wanted) {
        while (!rest.empty() && is_skipped(rest.front())) rest.remove_prefix(1);
        if (rest.empty() || ascii::lower(rest.front()) != c) return false;
        rest.remove_prefix(1);
    }
    text = rest;
    return true;
}
}  // namespace

void need_urls() {}

bool is_safe_url(std::string_view url) {
    while (!url.empty() && static_cast<unsigned char>(url.front()) <= ' ') url.remove_prefix(1);
    if (take(url, "javascript:") || take(url, "vbscript:")) return false;
    if (!take(url, "data:")) return true;
    if (!take(url, "image/")) return false;
    for (std::string_view image : {"png", "gif", "jpeg", "webp", "avif"}) {
        std::string_view after = url;
        if (take(after, image) && (take(after, ";") || take(after, ","))) return true;
    }
    return false;
}

}  // namespace kaon::inline v0::ui
