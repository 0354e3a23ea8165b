// The scheme of a URL, as browsers find it.
#include "kaon/ui/url.hpp"

#include <cstddef>

namespace kaon::ui {

namespace {
bool is_skipped(char c) { return c == '\t' || c == '\n' || c == '\r'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
bool is_scheme_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

// The next characters without the skipped ones, in lower case; true when `text` begins with `wanted`, which it then
// loses.
bool take(std::string_view& text, std::string_view wanted) {
    std::string_view rest = text;
    for (char c : wanted) {
        while (!rest.empty() && is_skipped(rest.front())) rest.remove_prefix(1);
        if (rest.empty() || lower(rest.front()) != c) return false;
        rest.remove_prefix(1);
    }
    text = rest;
    return true;
}
}  // namespace

bool is_safe_url(std::string_view url) {
    while (!url.empty() && static_cast<unsigned char>(url.front()) <= ' ') url.remove_prefix(1);

    constexpr std::size_t longest = 16;
    char scheme[longest];
    std::size_t size = 0;
    std::string_view rest = url;
    for (;; rest.remove_prefix(1)) {
        if (rest.empty()) return true;  // no scheme: relative
        const char c = lower(rest.front());
        if (is_skipped(c)) continue;
        if (c == ':') break;
        if (!is_scheme_character(c)) return true;
        if (size < longest) scheme[size] = c;
        ++size;
    }
    if (size > longest) return true;  // longer than every scheme that is refused
    const std::string_view name(scheme, size);
    rest.remove_prefix(1);
    if (name == "javascript" || name == "vbscript") return false;
    if (name != "data") return true;
    if (!take(rest, "image/")) return false;
    for (std::string_view image : {"png", "gif", "jpeg", "webp", "avif"}) {
        std::string_view after = rest;
        if (take(after, image) && (take(after, ";") || take(after, ","))) return true;
    }
    return false;
}

}  // namespace kaon::ui
