// Escaping for HTML, by the place where the text will stand.
//
// Each appends to `out`. Broken UTF-8 and NUL become U+FFFD everywhere, so that no byte of a text can swallow what
// follows it. Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::ui {

// Between tags: & < >
void append_text(std::string& out, std::string_view text);
// Inside double quotes: & < > " '
void append_attribute(std::string& out, std::string_view text);
// JSON inside a script element: < > & become \u003c..., so that nothing can end the element or start a comment.
void append_json(std::string& out, std::string_view json);
// Trusted code inside its element: "</script" and "<!--" ("</style") are broken up so that the code stays inside.
void append_script(std::string& out, std::string_view code);
void append_css(std::string& out, std::string_view rules);

}  // namespace kaon::inline v0::ui
