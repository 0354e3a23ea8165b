// Url: an http or https URL taken apart by the parser that also connects, so that no two readings of it can differ.
//
//   Url url = Url::parse("https://user:pw@api.example:8443/a?b#c").value();
//   url.host, url.port, url.target          // "api.example", 8443, "/a?b"
//   url.resolve("../x").value().text()      // of a Location field
//
// Errors: ClientErrc::bad_url for other schemes, spaces in a host, names that are not ASCII. Threads: values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kaon/base/result.hpp"

namespace kaon::inline v0::client::detail {

struct Url {
    std::string scheme;  // "http" or "https"
    std::string host;    // in lower case; an IPv6 address with its brackets
    std::uint16_t port = 0;
    std::string target;  // path and query
    std::string user;
    std::string password;

    static Result<Url> parse(std::string_view text);
    // A reference relative to this one (RFC 3986, section 5). User information of this one does not go along.
    Result<Url> resolve(std::string_view reference) const;

    bool is_default_port() const { return port == (scheme == "https" ? 443 : 80); }
    // RFC 6454, section 4.
    bool same_origin(const Url& other) const {
        return scheme == other.scheme && host == other.host && port == other.port;
    }
    std::string authority() const;  // host, and the port where it is not the scheme's own
    std::string text() const;       // without user information
    std::string shown() const;      // for logs and errors: without the query, too
};

}  // namespace kaon::inline v0::client::detail
