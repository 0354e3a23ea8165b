// Which URLs may stand in href, src, action and the like: those that cannot run a script.
//
//   is_safe_url("/users?page=2")   is_safe_url("https://example.org")   is_safe_url("mailto:a@b.c")     true
//   is_safe_url(" Java\nScript:alert(1)")   is_safe_url("data:text/html,...")                            false
//
// Refused schemes: javascript, vbscript, data (except data:image/ of png, gif, jpeg, webp and avif). Read as a browser
// reads (https://url.spec.whatwg.org/#url-parsing): leading controls and spaces, tabs and line breaks anywhere do not
// count, case does not matter. Threads: a pure function.
#pragma once

#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::ui {

bool is_safe_url(std::string_view url);

// Whether the first character tells already: no refused scheme begins with it, and nothing is skipped.
constexpr bool is_plainly_safe(std::string_view url) {
    if (url.empty()) return true;
    const char first = static_cast<char>(url[0] | 0x20);
    return static_cast<unsigned char>(url[0]) > ' ' && first != 'j' && first != 'v' && first != 'd';
}
// Brings along is_safe_url(), without which a view refuses every URL that is not plainly safe.
void need_urls();

}  // namespace kaon::inline v0::ui
