// UrlPattern: the literal that a request is made with, {} for each argument, checked by the compiler.
//
//   client.get("https://api.example/users/{}?fields={}", id, fields)     // each {} percent-encoded as one part
//   client.get("/users/{}", id)                                          // behind ClientOptions::base_url
//
// A {} stands in the path or the query, so that no argument can choose the host. Arguments: text, integers, anything
// with to_text(). One that is "." or ".." would leave its place in the path: ClientErrc::bad_url.
// Threads: values; pure functions.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "kaon/base/result.hpp"
#include "kaon/http/placeholders.hpp"

namespace kaon::inline v0::client {

template <std::size_t Arguments>
class UrlPattern {
public:
    consteval UrlPattern(const char* literal) : text_(literal) {
        if (http::placeholders(text_) != Arguments) throw "a URL has one {} for each argument";
        std::size_t host = 0;
        if (text_.starts_with("https://")) host = 8;
        else if (text_.starts_with("http://")) host = 7;
        else if (!text_.starts_with('/')) throw "a URL starts with https://, http://, or with / behind the base_url";
        if (Arguments > 0 && text_.find("{}") < text_.find('/', host)) throw "a {} stands in the path or the query";
    }
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

// The pattern with its arguments. Errors: ClientErrc::bad_url.
Result<std::string> fill(std::string_view pattern, std::initializer_list<std::string> arguments);

}  // namespace kaon::inline v0::client
