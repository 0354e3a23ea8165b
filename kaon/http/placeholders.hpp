// Placeholders: URLs and locations that are literals with {} for each argument; what client and web have in common.
//
//   if (placeholders("/users/{}") != 1) throw "...";                 // in a consteval constructor
//   std::string url;
//   std::string_view left = "/users/{}/edit";
//   append_segment(url, left, argument_text(7));                     // url: "/users/7", left: "/edit"
//
// An argument is percent-encoded as one part of the path or query, so that it cannot leave its place. Threads: pure
// functions.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http {

constexpr std::size_t placeholders(std::string_view pattern) {
    std::size_t count = 0;
    for (std::size_t at = pattern.find("{}"); at != pattern.npos; at = pattern.find("{}", at + 2)) ++count;
    return count;
}

// Appends the pattern up to its next {}, which there must be, and the text, encoded; the rest of the pattern is left.
void append_segment(std::string& url, std::string_view& pattern, std::string_view text);

// Text, integers, anything with to_text().
template <class A>
std::string argument_text(const A& argument) {
    if constexpr (std::integral<A>) return std::to_string(argument);
    else if constexpr (requires { argument.to_text(); }) return std::string(argument.to_text());
    else return std::string(std::string_view(argument));
}

}  // namespace kaon::inline v0::http
