// Whether a Markdown answer keeps the format: for our own answers a test, for other engines' answers a notice.
//
//   check_format(markdown, Form::basic);   // {} or {"a table at line 12", "2 risks where 1 is wanted"}
//
// Rules: no tables, no raw HTML, no images; one title; sections on what the move solves, what it costs, the stack, the
// risks and the verdict, in either language, in this order; lists whose items begin with an emoji; exactly one risk
// (basic) or two (pro); the verdict in one paragraph. Linear in the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "advisor/input.hpp"

namespace consultant {

std::vector<std::string> check_format(std::string_view markdown, Form form);

}  // namespace consultant
