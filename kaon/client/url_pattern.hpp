// UrlPattern: the literal that a request is made with, {} for each argument, checked by the compiler.
//
//   client.get("https://api.example/users/{}?fields={}", id, fields)     // each {} percent-encoded as one part
//   client.get("/users/{}", id)                                          // behind ClientOptions::base_url
//
// A {} stands in the path or the query, so that no argument can choose the host. Arguments: text, integers, anything
// with to_text(). One that is "." or ".." would leave its place in the path: ClientErrc::bad_url.
// Threads: values; pure functions.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include "kaon/base/result.hpp"

namespace kaon::inline v0::client {

template <std::size_t Arguments>
class UrlPattern {
public:
    consteval UrlPattern(const char* literal) : text_(literal) {
        std::size_t count = 0;
        for (std::size_t at = text_.find("{}"); at != text_.npos; at = text_.find("{}", at + 2)) ++count;
        if (count != Arguments) throw "a URL has one {} for each argument";
        std::size_t host = 0;
        if (text_.starts_with("https://")) host = 8;
        else if (text_.starts_with("http://")) host = 7;
        else if (!text_.starts_with('/')) throw "a URL starts with https://, http://, or with / behind the base_url";
        if (count > 0 && text_.find("{}") < text_.find('/', host)) throw "a {} stands in the path or the query";
    }
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

// The pattern with its arguments. Errors: ClientErrc::bad_url.
Result<std::string> fill(std::string_view pattern, std::initializer_list<std::string> arguments);

template <class A>
std::string argument_text(const A& argument) {
    if constexpr (std::integral<A>) return std::to_string(argument);
    else if constexpr (requires { argument.to_text(); }) return std::string(argument.to_text());
    else return std::string(std::string_view(argument));
}

}  // namespace kaon::inline v0::client
