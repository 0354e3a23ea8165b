// Percent-encoding of URI parts (RFC 3986, section 2.1).
//
//   std::string name;
//   if (!decode_segment("caf%C3%A9", name)) ...      // "café"; an answer of 400 otherwise
//   encode_segment("a/b c")                          // "a%2Fb%20c"
//   "?q=" + encode_form("a&b c")                     // "?q=a%26b+c"
//
// Decode once, after splitting: an encoded slash is no separator. Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http {

// Replaces `out`. False when an escape has not two hex digits, for NUL, and when the outcome is no UTF-8.
bool decode_segment(std::string_view text, std::string& out);
// The same for a key or value of application/x-www-form-urlencoded, where '+' is a space.
bool decode_form(std::string_view text, std::string& out);

// Everything but unreserved characters becomes an escape: the outcome is one segment of a path, or one query value.
std::string encode_segment(std::string_view text);
// The same with spaces as '+'.
std::string encode_form(std::string_view text);

}  // namespace kaon::inline v0::http
