// The target of a request taken apart (RFC 9112, section 3.2), and the authority of a URI checked (RFC 3986, 3.2).
//
//   split_target(Method::get, "/a?b=c")            -> path "/a", query "b=c"
//   split_target(Method::get, "http://h:80/a")     -> authority "h:80", path "/a"
//   split_target(Method::connect, "h:443")         -> authority "h:443"
//   split_target(Method::options, "*")             -> path "*"
//   split_authority("[::1]:80")                    -> host "[::1]", port "80"
//
// Nothing is decoded. Threads: pure functions; views into the text.
#pragma once

#include <optional>
#include <string_view>

#include "kaon/http/method.hpp"

namespace kaon::inline v0::http {

struct Target {
    std::string_view path;
    std::string_view query;      // without the question mark
    std::string_view authority;  // of absolute-form and authority-form
};

// Nothing for a target that fits none of the four forms, or not this method; one with a fragment, spaces, controls,
// bytes from 0x80 on, or a percent sign without two hex digits.
std::optional<Target> split_target(Method method, std::string_view target);

// host [":" port] with a host that is not empty: a name, an IPv4 address or a bracketed IPv6 address, and a port below
// 65536. No user information.
bool is_authority(std::string_view text);

struct Authority {
    std::string_view host;  // without the root's dot at the end of a name: both name one host
    std::string_view port;  // empty: none
};
// Of what is_authority().
Authority split_authority(std::string_view text);

}  // namespace kaon::inline v0::http
