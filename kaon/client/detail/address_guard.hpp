// Which addresses belong to the open internet: what keeps a URL that somebody typed out of our own network.
//
//   is_public(sockaddr)         // false for 10.0.0.1, 127.0.0.1, 169.254.169.254, ::1, fd00::1, ::ffff:10.0.0.1 ...
//   host_allowed("api.example.com", {".example.com"})
//
// By the registries of special-purpose addresses (RFC 6890 and what IANA lists since). IPv6 addresses that carry an
// IPv4 address (mapped, 6to4, NAT64) are not public: a translator would lead inside. Threads: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/config.hpp"

struct sockaddr;

namespace kaon::inline v0::client::detail {

bool is_public(const sockaddr* address);
// The same for an address as text; false for what is none.
bool is_public(const char* address);

// An entry that begins with a dot allows what is below it. Everything, when the list is empty.
bool host_allowed(std::string_view host, const std::vector<std::string>& allowed);

}  // namespace kaon::inline v0::client::detail
