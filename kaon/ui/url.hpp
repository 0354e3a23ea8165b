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

namespace kaon::ui {

bool is_safe_url(std::string_view url);

}  // namespace kaon::ui
